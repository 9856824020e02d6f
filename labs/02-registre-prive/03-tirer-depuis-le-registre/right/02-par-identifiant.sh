# Effacer l'image par son identifiant, tous ses noms d'un coup ; créer un conteneur suffit à la faire revenir.
docker image rm --force "$(docker image ls --quiet mysql:8.0)"
docker create --name sonde localhost:5000/mysql:8.0
docker rm sonde
