# fails: image
# says: en version « 8.4.7 »
docker pull mysql:8.4 | grep Digest > ~/reponses/mysql.txt
docker tag mysql:8.4 mysql:8.0
