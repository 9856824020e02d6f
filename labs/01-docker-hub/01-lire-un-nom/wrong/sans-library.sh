# fails: depot
# says: Pour « redis » | un espace de noms que l'on n'écrit pas
cat > ~/reponses/noms.txt << 'FIN'
docker.io redis latest
docker.io python 3.12-slim
docker.io collegue/outils 2.1
localhost:5000 mysql 8.0
registre.atelier.test web/site latest
docker.io apprenant/page 1.0
FIN
