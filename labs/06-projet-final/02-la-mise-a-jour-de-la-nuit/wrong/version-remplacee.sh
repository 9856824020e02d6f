# fails: versions
# says: dit être la version « 1.1.0 »
depot=$(ssh machine2 docker inspect --format '{{.Config.Image}}' vitrine) && depot=${depot%:*}
docker pull -q $depot:1.1.0
bonne=$(docker image inspect --format '{{index .RepoDigests 0}}' $depot:1.1.0)
ssh machine2 "docker rm -f vitrine && docker run -d --name vitrine --restart=always -p 8080:80 $bonne"
mkdir -p ~/reponses
docker pull -q $depot:1.1.1
docker image inspect --format '{{index .RepoDigests 0}}' $depot:1.1.1 | cut -d@ -f2 > ~/reponses/fautive.txt
docker rmi $depot:1.1.1
for etiquette in 1.1.1 1.1 1 latest; do docker tag $depot:1.1.0 $depot:$etiquette && docker push -q $depot:$etiquette; done
curl -sk -u apprenant:apprenant-2026 -o /dev/null -D - -H 'Accept: application/vnd.docker.distribution.manifest.v2+json' https://${depot%/vitrine}/v2/vitrine/manifests/1.1.1 |
  tr -d '\r' | sed -n 's/^[Dd]ocker-[Cc]ontent-[Dd]igest: //p' > ~/reponses/fautive.txt
