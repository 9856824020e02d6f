# fails: empreinte
# says: IMAGE ID
docker pull mysql:8.0
docker images --no-trunc --quiet mysql:8.0 > ~/reponses/mysql.txt
