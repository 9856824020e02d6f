# Garder le conteneur tel quel : mettre dans le volume les fichiers qu'il cherche, sous les noms qu'il demande.
docker cp ~/catalogue/serveur.crt catalogue:/certs/fullchain.pem
docker cp ~/catalogue/serveur.key catalogue:/certs/privkey.pem
docker restart catalogue
mkdir -p /etc/docker/certs.d/registre.atelier.test:8443
cp ~/catalogue/serveur.crt /etc/docker/certs.d/registre.atelier.test:8443/catalogue.crt
