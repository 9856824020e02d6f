# fails: contenu
# says: Ports publiés par « meteo » : aucun
docker pull localhost:5000/meteo:1.0
docker run -d --name meteo "$(docker image inspect --format '{{index .RepoDigests 0}}' localhost:5000/meteo:1.0)"
bash ~/livrer-meteo.sh
