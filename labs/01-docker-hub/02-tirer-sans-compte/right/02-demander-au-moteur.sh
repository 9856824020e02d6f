# Le moteur note l'empreinte à côté du nom du dépôt.
docker image pull --quiet docker.io/library/mysql:8.0
docker image inspect --format '{{index .RepoDigests 0}}' mysql:8.0 > ~/reponses/mysql.txt
