# fails: page
# says: contient la version « 5.3 »
docker tag localhost:5000/accueil:prod localhost:5000/accueil:essai
docker push localhost:5000/accueil:essai
image=$(docker images --filter dangling=true --filter label=atelier.accueil=5.3 --quiet | head -n 1)
reference=$(docker image inspect --format '{{index .RepoDigests 0}}' "$image")
docker tag "$image" localhost:5000/accueil:prod
docker push localhost:5000/accueil:prod
docker rm -f accueil
docker run -d -p 8091:80 --name accueil "$reference"
