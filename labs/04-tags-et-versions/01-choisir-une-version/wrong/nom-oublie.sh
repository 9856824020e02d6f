# fails: conteneur
# says: Aucun conteneur ne s'appelle « web »
docker run -d -p 8080:80 nginx:stable
