# fails: jeton
# says: Ce fichier est toujours là
docker logout
docker rmi apprenant/page:1.0
