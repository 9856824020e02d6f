# La nuit a passé : une collègue, depuis machine2, a publié et déployé 1.1.1, qui ne démarre pas.
actuelle=$(ssh machine2 docker inspect --format '{{.Config.Image}}' vitrine 2> /dev/null)
depot=${actuelle%@*}
case ${depot##*/} in *:*) depot=${depot%:*} ;; esac
case $depot in
  registre.atelier.test*/vitrine) ;;
  *) echo "Il n'y a pas encore de vitrine à faire tomber : réussissez d'abord l'exercice précédent."; exit 1 ;;
esac
ssh machine2 bash -s "$depot" << 'FIN'
depot=$1
export DOCKER_CONFIG=/tmp/collegue
trap 'rm -rf /tmp/collegue' EXIT
echo apprenant-2026 | docker login -u apprenant --password-stdin "${depot%%/*}" > /dev/null 2>&1 || exit 1
docker pull --quiet "$depot:1.1.0" > /dev/null || exit 1
docker pull --quiet "$depot:1.1.1" > /dev/null 2>&1 && exit 0
mkdir -p /tmp/collegue && cd /tmp/collegue
printf '#!/bin/sh\r\nexec nginx -g "daemon off;"\r\n' > demarrer.sh && chmod 755 demarrer.sh
cat > Dockerfile << INSTRUCTIONS
FROM $depot:1.1.0
LABEL org.opencontainers.image.version="1.1.1"
COPY demarrer.sh /demarrer.sh
ENTRYPOINT ["/demarrer.sh"]
INSTRUCTIONS
docker build --quiet --tag "$depot:1.1.1" . > /dev/null || exit 1
docker rmi "$depot:1.1.0" > /dev/null 2>&1
for etiquette in 1.1.1 1.1 1 latest; do
  docker tag "$depot:1.1.1" "$depot:$etiquette" && docker push --quiet "$depot:$etiquette" > /dev/null || exit 1
done
docker rm --force vitrine > /dev/null
docker run --detach --name vitrine --restart=always --publish 8080:80 "$depot:latest" > /dev/null
FIN
