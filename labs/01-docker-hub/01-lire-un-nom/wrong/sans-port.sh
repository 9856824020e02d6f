# fails: registre
# says: vous avez écrit « localhost » | Le port fait partie
cat > ~/reponses/noms.txt << 'FIN'
docker.io library/redis latest
docker.io library/python 3.12-slim
docker.io collegue/outils 2.1
localhost mysql 8.0
registre.atelier.test web/site latest
docker.io apprenant/page 1.0
FIN
