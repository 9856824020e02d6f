# fails: contenu
# says: en version « 8.4
docker pull mysql:8.4
docker tag mysql:8.4 localhost:5000/mysql:8.0
docker push localhost:5000/mysql:8.0
