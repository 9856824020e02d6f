# fails: essai
# says: Étiquettes du dépôt « accueil » : « prod »
image=$(docker inspect --format '{{.Image}}' accueil-hier)
docker tag "$image" localhost:5000/accueil:prod
docker push localhost:5000/accueil:prod
docker rm -f accueil
docker run -d -p 8091:80 --name accueil "$(docker image inspect --format '{{index .RepoDigests 0}}' "$image")"
