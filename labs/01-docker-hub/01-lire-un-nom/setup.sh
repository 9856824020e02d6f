# Six noms à lire, dont aucun n'est dans le texte du carnet.
mkdir -p ~/reponses
cat > ~/noms.txt << 'FIN'
redis
python:3.12-slim
collegue/outils:2.1
localhost:5000/mysql:8.0
registre.atelier.test/web/site
docker.io/apprenant/page:1.0
FIN
