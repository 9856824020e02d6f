# fails: nom
# says: « localhost:5000/mysql:latest »
docker pull mysql:8.0
docker tag mysql:8.0 localhost:5000/mysql
docker push localhost:5000/mysql
