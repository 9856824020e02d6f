image=$(docker inspect --format '{{.Image}}' accueil-hier)
reference=$(docker image inspect --format '{{index .RepoDigests 0}}' "$image")
docker tag localhost:5000/accueil:prod localhost:5000/accueil:essai
docker push localhost:5000/accueil:essai
docker tag "$image" localhost:5000/accueil:prod
docker push localhost:5000/accueil:prod
docker rm -f accueil
docker run -d --restart=always -p 8091:80 --name accueil "$reference"
