# fails: epingle
# says: créé depuis « localhost:5000/meteo:1.0 », une étiquette
docker run -d -p 8090:80 --name meteo localhost:5000/meteo:1.0
bash ~/livrer-meteo.sh
