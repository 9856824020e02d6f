docker push localhost:5000/mysql:8.0
