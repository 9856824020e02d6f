# Un tableau, avec le nom en tête de chaque ligne.
cat > ~/reponses/noms.txt << 'FIN'
redis                          | Docker Hub            | library/redis   | latest
python:3.12-slim               | Docker Hub            | library/python  | 3.12-slim
collegue/outils:2.1            | Docker Hub            | collegue/outils | 2.1
localhost:5000/mysql:8.0       | localhost:5000        | mysql           | 8.0
registre.atelier.test/web/site | registre.atelier.test | web/site        | latest
docker.io/apprenant/page:1.0   | docker.io             | apprenant/page  | 1.0
FIN
