# Garder le JSON tel quel ; demander l'empreinte au moteur, qui l'a notée en tirant l'image du registre.
curl -s localhost:5000/v2/_catalog -o ~/reponses/depots.txt
curl -s localhost:5000/v2/site/tags/list -o ~/reponses/etiquettes.txt
docker image inspect --format '{{join .RepoDigests "\n"}}' localhost:5000/mysql:8.0 | grep localhost:5000 > ~/reponses/empreinte.txt
