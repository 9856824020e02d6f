# fails: effacee
# says: un autre nom la gardait
docker rmi localhost:5000/mysql:8.0
docker pull localhost:5000/mysql:8.0
