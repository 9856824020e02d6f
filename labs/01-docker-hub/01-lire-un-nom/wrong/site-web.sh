# fails: registre
# says: « hub.docker.com » | le site web de Docker Hub
cat > ~/reponses/noms.txt << 'FIN'
hub.docker.com library/redis latest
hub.docker.com library/python 3.12-slim
hub.docker.com collegue/outils 2.1
localhost:5000 mysql 8.0
registre.atelier.test web/site latest
hub.docker.com apprenant/page 1.0
FIN
