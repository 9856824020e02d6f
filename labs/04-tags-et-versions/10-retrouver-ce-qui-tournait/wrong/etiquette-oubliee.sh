# fails: etiquette
# says: accueil:prod désigne la version « 6.0-essai »
reference=$(docker image inspect --format '{{index .RepoDigests 0}}' "$(docker inspect --format '{{.Image}}' accueil-hier)")
docker tag localhost:5000/accueil:prod localhost:5000/accueil:essai
docker push localhost:5000/accueil:essai
docker rm -f accueil
docker run -d -p 8091:80 --name accueil "$reference"
