# Passer par une archive : le contenu seul compte, pas le chemin qu'il a pris.
docker pull mysql:8.0
docker save mysql:8.0 -o /tmp/mysql.tar && docker rmi mysql:8.0
docker load -i /tmp/mysql.tar
docker tag mysql:8.0 localhost:5000/mysql:8.0
docker push localhost:5000/mysql:8.0
