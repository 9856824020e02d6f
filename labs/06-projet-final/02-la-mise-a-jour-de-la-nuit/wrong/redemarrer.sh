# fails: page
# says: no such file or directory
depot=$(ssh machine2 docker inspect --format '{{.Config.Image}}' vitrine) && depot=${depot%:*}
ssh machine2 docker restart vitrine
docker pull -q $depot:1.1.0
for etiquette in 1.1 1 latest; do docker tag $depot:1.1.0 $depot:$etiquette && docker push -q $depot:$etiquette; done
mkdir -p ~/reponses
docker pull -q $depot:1.1.1
docker image inspect --format '{{index .RepoDigests 0}}' $depot:1.1.1 | cut -d@ -f2 > ~/reponses/fautive.txt
