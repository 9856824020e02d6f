# L'en-tête Docker-Content-Digest donne la même empreinte.
cd ~
empreinte=$(curl -sI -H 'Accept: application/vnd.docker.distribution.manifest.v2+json' \
  http://localhost:5000/v2/meteo/manifests/1.0 | tr -d '\r' | awk 'tolower($1) == "docker-content-digest:" { print $2 }')
docker pull --quiet "localhost:5000/meteo@$empreinte"
docker create --name meteo -p 8090:80 "localhost:5000/meteo@$empreinte" && docker start meteo
sh livrer-meteo.sh
