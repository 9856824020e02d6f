# fails: empreinte
# says: Sans en-tête Accept
curl -s http://localhost:5000/v2/_catalog > ~/reponses/depots.txt
curl -s http://localhost:5000/v2/site/tags/list > ~/reponses/etiquettes.txt
curl -sI http://localhost:5000/v2/mysql/manifests/8.0 | grep -i digest > ~/reponses/empreinte.txt
