docker pull mysql:8.0
docker tag mysql:8.0 localhost:5000/mysql:8.0
