docker tag localhost:5000/mysql:8.0 localhost:5000/mysql:8.1
docker push localhost:5000/mysql:8.1
