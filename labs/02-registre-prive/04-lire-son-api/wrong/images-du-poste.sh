# fails: depots
# says: Il manque | « outils/alpine »
docker image ls --format '{{.Repository}}' > ~/reponses/depots.txt
curl -s http://localhost:5000/v2/site/tags/list > ~/reponses/etiquettes.txt
curl -sI -H "Accept: application/vnd.docker.distribution.manifest.v2+json" http://localhost:5000/v2/mysql/manifests/8.0 | grep -i digest > ~/reponses/empreinte.txt
