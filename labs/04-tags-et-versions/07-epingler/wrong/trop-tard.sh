# fails: contenu
# says: celle de la version « 1.0-retouchee »
bash ~/livrer-meteo.sh
docker pull localhost:5000/meteo:1.0
docker run -d -p 8090:80 --name meteo "$(docker image inspect --format '{{index .RepoDigests 0}}' localhost:5000/meteo:1.0)"
