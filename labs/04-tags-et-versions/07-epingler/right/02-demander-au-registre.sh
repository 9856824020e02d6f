# L'empreinte vient du registre, sans rien tirer ; le conteneur n'est créé qu'après la livraison.
empreinte=$(docker buildx imagetools inspect localhost:5000/meteo:1.0 | awk '/^Digest:/ { print $2 }')
source ~/livrer-meteo.sh
docker run --detach --restart unless-stopped --publish 8090:80 --name meteo "localhost:5000/meteo:1.0@$empreinte"
