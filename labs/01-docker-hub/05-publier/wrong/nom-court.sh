# fails: image
# says: « page:1.0 »
docker build -t page:1.0 ~/page
docker push page:1.0
