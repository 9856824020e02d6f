# Nommer l'image par son identifiant, et pousser toutes les étiquettes du dépôt.
docker image pull --quiet mysql:8.0
docker image tag "$(docker image ls --quiet mysql:8.0)" localhost:5000/mysql:8.0
docker image push --all-tags localhost:5000/mysql
