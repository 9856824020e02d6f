# fails: image
# says: « apprenant/page:latest »
docker build -t apprenant/page ~/page
docker push apprenant/page
