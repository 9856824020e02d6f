# Les sources de deux correctifs, 1.4.3 et 1.3.9, et une boutique publiée en 1.3.8 et 1.4.2.
docker start registry > /dev/null 2>&1 || docker run -d --restart=always -p 5000:5000 \
  -v donnees-registre:/var/lib/registry --name registry registry:2 > /dev/null || exit 1
for _ in $(seq 100); do curl -fs --max-time 5 -o /dev/null http://localhost:5000/v2/ && break; sleep 0.1; done
for version in 1.3.8 1.4.2 1.4.3 1.3.9; do
  mkdir -p ~/boutique/$version
  cat > ~/boutique/$version/Dockerfile <<FIN
FROM nginx:1.28-alpine
LABEL org.opencontainers.image.title=boutique
LABEL org.opencontainers.image.version=$version
COPY index.html /usr/share/nginx/html/
FIN
  echo "<h1>Boutique, version $version</h1>" > ~/boutique/$version/index.html
done
# Ce qui a déjà été publié reste tel quel ; ce qui manque est remis comme après l'exercice 08.
config() {
  curl -fs -H 'Accept: application/vnd.docker.distribution.manifest.v2+json, application/vnd.docker.distribution.manifest.list.v2+json' \
    "http://localhost:5000/v2/boutique/manifests/$1" | jq -r '.config.digest // .manifests[0].digest // empty'
}
publier() { # version, étiquettes…
  version=$1; shift
  for etiquette in "$version" "$@"; do
    docker build --quiet -t localhost:5000/boutique:$etiquette ~/boutique/$version > /dev/null || exit 1
    docker push --quiet localhost:5000/boutique:$etiquette > /dev/null || exit 1
  done
}
[ -n "$(config 1.4.3)$(config 1.3.9)" ] && exit 0
[ -n "$(config 1.3.8)" ] && [ -n "$(config 1.3)" ] || publier 1.3.8 1.3
[ -n "$(config 1.4.2)" ] && [ -n "$(config 1.4)" ] && [ "$(config 1)" = "$(config latest)" ] || publier 1.4.2 1.4 1 latest
