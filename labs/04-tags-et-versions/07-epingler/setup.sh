# Une image essayée et approuvée, meteo:1.0, et la retouche qu'une collègue s'apprête à pousser sous le même nom.
docker start registry > /dev/null 2>&1 || docker run -d --restart=always -p 5000:5000 \
  -v donnees-registre:/var/lib/registry --name registry registry:2 > /dev/null || exit 1
for _ in $(seq 100); do curl -fs --max-time 5 -o /dev/null http://localhost:5000/v2/ && break; sleep 0.1; done
docker container inspect --format '{{.Config.Image}}' meteo 2> /dev/null | grep -q @sha256: && exit 0
publier() { # version, étiquette
  dossier=$(mktemp -d)
  echo "<h1>Météo, version $1</h1>" > "$dossier/index.html"
  printf 'FROM nginx:1.28-alpine\nLABEL atelier.meteo=%s\nCOPY index.html /usr/share/nginx/html/\n' "$1" > "$dossier/Dockerfile"
  docker build --quiet -t "localhost:5000/meteo:$2" "$dossier" > /dev/null || exit 1
  docker push --quiet "localhost:5000/meteo:$2" > /dev/null || exit 1
  docker rmi "localhost:5000/meteo:$2" > /dev/null
  rm -r "$dossier"
}
publier 1.0-retouchee brouillon
publier 1.0 1.0
cat > ~/livrer-meteo.sh <<'FIN'
# Ce que fait la collègue depuis sa machine : elle pousse sa retouche sous l'étiquette 1.0, déjà prise.
format=application/vnd.docker.distribution.manifest.v2+json
curl -s -H "Accept: $format" http://localhost:5000/v2/meteo/manifests/brouillon |
  curl -s -X PUT -H "Content-Type: $format" --data-binary @- http://localhost:5000/v2/meteo/manifests/1.0
echo "meteo:1.0 vient d'être livrée, de nouveau."
FIN
