# fails: image
# says: « collegue/page:1.0 »
docker build -t collegue/page:1.0 ~/page
docker push collegue/page:1.0
