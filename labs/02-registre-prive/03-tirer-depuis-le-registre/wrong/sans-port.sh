# fails: tiree
# says: Aucune image du poste n'a « mysql » dans son nom
docker rmi mysql:8.0 localhost:5000/mysql:8.0
docker pull localhost/mysql:8.0
