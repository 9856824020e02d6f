# fails: image
# says: « mysql:latest »
docker pull mysql | grep Digest > ~/reponses/mysql.txt
