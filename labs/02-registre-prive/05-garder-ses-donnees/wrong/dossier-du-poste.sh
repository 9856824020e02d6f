# fails: volume
# says: C'est le dossier | du poste qui est monté
docker rm -f registry
mkdir -p ~/donnees-registre
docker run -d -p 5000:5000 -v ~/donnees-registre:/var/lib/registry --name registry registry:2
docker pull mysql:8.0 && docker tag mysql:8.0 localhost:5000/mysql:8.0
until curl -fs -o /dev/null http://localhost:5000/v2/; do sleep 0.2; done
docker push localhost:5000/mysql:8.0
