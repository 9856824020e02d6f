# fails: conteneur
# says: Aucun conteneur ne s'appelle « registry »
docker run -d -p 5000:5000 registry:2
