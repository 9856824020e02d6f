# Une boutique publiée jusqu'à 1.3.8, et les sources de la version 1.4.2.
docker start registry > /dev/null 2>&1 || docker run -d --restart=always -p 5000:5000 \
  -v donnees-registre:/var/lib/registry --name registry registry:2 > /dev/null || exit 1
for _ in $(seq 100); do curl -fs --max-time 5 -o /dev/null http://localhost:5000/v2/ && break; sleep 0.1; done
for version in 1.3.8 1.4.2; do
  mkdir -p ~/boutique/$version
  cat > ~/boutique/$version/Dockerfile <<FIN
FROM nginx:1.28-alpine
LABEL org.opencontainers.image.title=boutique
LABEL org.opencontainers.image.version=$version
COPY index.html /usr/share/nginx/html/
FIN
  echo "<h1>Boutique, version $version</h1>" > ~/boutique/$version/index.html
done
curl -fsI -o /dev/null -H 'Accept: application/vnd.docker.distribution.manifest.v2+json' http://localhost:5000/v2/boutique/manifests/1.3.8 && exit 0
for etiquette in 1.3.8 1.3 1 latest; do
  docker build --quiet -t localhost:5000/boutique:$etiquette ~/boutique/1.3.8 > /dev/null || exit 1
  docker push --quiet localhost:5000/boutique:$etiquette > /dev/null || exit 1
  docker rmi localhost:5000/boutique:$etiquette > /dev/null
done
