# fails: etiquettes
# says: Il manque | « 1.1 »
curl -s http://localhost:5000/v2/_catalog > ~/reponses/depots.txt
curl -s http://localhost:5000/v2/mysql/tags/list > ~/reponses/etiquettes.txt
curl -sI -H "Accept: application/vnd.docker.distribution.manifest.v2+json" http://localhost:5000/v2/mysql/manifests/8.0 | grep -i digest > ~/reponses/empreinte.txt
