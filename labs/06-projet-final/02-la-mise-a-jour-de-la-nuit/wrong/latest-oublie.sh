# fails: etiquettes
# says: « latest » désigne une autre image
depot=$(ssh machine2 docker inspect --format '{{.Config.Image}}' vitrine) && depot=${depot%:*}
docker pull -q $depot:1.1.0
bonne=$(docker image inspect --format '{{index .RepoDigests 0}}' $depot:1.1.0)
ssh machine2 "docker rm -f vitrine && docker run -d --name vitrine --restart=always -p 8080:80 $bonne"
for etiquette in 1.1 1; do docker tag $depot:1.1.0 $depot:$etiquette && docker push -q $depot:$etiquette; done
mkdir -p ~/reponses
docker pull -q $depot:1.1.1
docker image inspect --format '{{index .RepoDigests 0}}' $depot:1.1.1 | cut -d@ -f2 > ~/reponses/fautive.txt
