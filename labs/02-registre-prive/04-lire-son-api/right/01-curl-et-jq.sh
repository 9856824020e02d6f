curl -s http://localhost:5000/v2/_catalog | jq -r '.repositories[]' > ~/reponses/depots.txt
curl -s http://localhost:5000/v2/site/tags/list | jq -r '.tags[]' > ~/reponses/etiquettes.txt
curl -sI -H 'Accept: application/vnd.docker.distribution.manifest.v2+json' http://localhost:5000/v2/mysql/manifests/8.0 \
  | grep -i docker-content-digest > ~/reponses/empreinte.txt
