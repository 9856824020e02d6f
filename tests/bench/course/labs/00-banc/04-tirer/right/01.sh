docker pull localhost:5000/mysql:8.0
