docker pull localhost:5000/meteo:1.0
reference=$(docker image inspect --format '{{index .RepoDigests 0}}' localhost:5000/meteo:1.0)
docker run -d -p 8090:80 --name meteo "$reference"
bash ~/livrer-meteo.sh
docker rm -f meteo
docker run -d -p 8090:80 --name meteo "$reference"
