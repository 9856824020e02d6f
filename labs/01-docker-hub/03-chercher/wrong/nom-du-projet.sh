# fails: officielle
# says: aucune image du serveur web Apache
docker pull apache:alpine
