# fails: page
# says: contient la version « 6.0-essai »
docker rm -f accueil
docker pull localhost:5000/accueil:prod
docker run -d -p 8091:80 --name accueil localhost:5000/accueil:prod
