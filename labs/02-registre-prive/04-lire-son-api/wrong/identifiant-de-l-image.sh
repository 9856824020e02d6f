# fails: empreinte
# says: est l'identifiant de l'image
curl -s http://localhost:5000/v2/_catalog > ~/reponses/depots.txt
curl -s http://localhost:5000/v2/site/tags/list > ~/reponses/etiquettes.txt
docker image inspect --format '{{.Id}}' localhost:5000/mysql:8.0 > ~/reponses/empreinte.txt
