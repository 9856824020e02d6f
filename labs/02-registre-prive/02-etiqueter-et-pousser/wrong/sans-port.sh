# fails: nom
# says: « localhost/mysql:8.0 »
docker pull mysql:8.0
docker tag mysql:8.0 localhost/mysql:8.0
docker push localhost/mysql:8.0
