docker rmi mysql:8.0 localhost:5000/mysql:8.0
