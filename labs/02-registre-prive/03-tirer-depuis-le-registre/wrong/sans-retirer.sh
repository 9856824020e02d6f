# fails: effacee
# says: n'a jamais quitté le poste
docker pull localhost:5000/mysql:8.0
