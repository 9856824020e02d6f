# fails: empreinte
# says: aucune empreinte entière
docker pull mysql:8.0
docker images --digests mysql | cut -c 1-50 > ~/reponses/mysql.txt
