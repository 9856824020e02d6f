# fails: publie
# says: n'a que l'étiquette « latest »
docker build -t apprenant/page:1.0 -t apprenant/page:latest ~/page
docker push apprenant/page
