# prod est rendue trop tôt : la version fautive se retrouve par le conteneur qui la fait encore tourner.
fautive=$(docker inspect --format '{{.Image}}' accueil)
docker tag "$(docker inspect --format '{{.Image}}' accueil-hier)" localhost:5000/accueil:prod
docker push --quiet localhost:5000/accueil:prod
docker tag "$fautive" localhost:5000/accueil:essai
docker push --quiet localhost:5000/accueil:essai
docker rm -f accueil accueil-hier
docker run -d -p 8091:80 --name accueil \
  "localhost:5000/accueil@$(docker buildx imagetools inspect localhost:5000/accueil:prod | awk '/^Digest:/ { print $2 }')"
