# fails: epingle
# says: créé depuis « localhost:5000/accueil:prod »
docker tag localhost:5000/accueil:prod localhost:5000/accueil:essai
docker push localhost:5000/accueil:essai
docker tag "$(docker inspect --format '{{.Image}}' accueil-hier)" localhost:5000/accueil:prod
docker push localhost:5000/accueil:prod
docker rm -f accueil
docker rename accueil-hier accueil
docker start accueil
