# Les étiquettes sont déplacées dans le registre, par empreintes : rien n'est poussé.
bonne=$(docker inspect "$(docker inspect accueil-hier | jq -r '.[0].Image')" | jq -r '.[0].RepoDigests[]')
docker buildx imagetools create -t localhost:5000/accueil:essai localhost:5000/accueil:prod
docker buildx imagetools create -t localhost:5000/accueil:prod "$bonne"
docker stop accueil && docker rename accueil accueil-fautif && docker rm accueil-fautif
docker create --name accueil --publish 8091:80 "$bonne" && docker start accueil
