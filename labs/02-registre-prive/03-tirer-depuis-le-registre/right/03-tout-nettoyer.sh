# Aucun conteneur n'emploie l'image : le grand ménage l'emporte avec tous ses noms.
docker image prune --all --force
docker pull localhost:5000/mysql:8.0
