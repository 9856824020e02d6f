# fails: publie
# says: Aucune session
docker build -t apprenant/page:1.0 ~/page
docker logout
docker push apprenant/page:1.0
