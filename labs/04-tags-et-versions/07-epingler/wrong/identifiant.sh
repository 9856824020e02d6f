# fails: epingle
# says: l'identifiant d'une image du poste
docker pull localhost:5000/meteo:1.0
docker run -d -p 8090:80 --name meteo "$(docker images --quiet localhost:5000/meteo:1.0)"
bash ~/livrer-meteo.sh
