# fails: tiree
# says: aucun tirage de « localhost:5000/mysql:8.0 »
docker rmi mysql:8.0 localhost:5000/mysql:8.0
docker pull mysql:8.0
docker tag mysql:8.0 localhost:5000/mysql:8.0
