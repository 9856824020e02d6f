# Un site déployé par étiquette : celle-ci a bougé trois fois, et le dernier déploiement a pris un essai.
docker start registry > /dev/null 2>&1 || docker run -d --restart=always -p 5000:5000 \
  -v donnees-registre:/var/lib/registry --name registry registry:2 > /dev/null || exit 1
for _ in $(seq 100); do curl -fs --max-time 5 -o /dev/null http://localhost:5000/v2/ && break; sleep 0.1; done
docker container inspect --format '{{.Config.Image}}' accueil 2> /dev/null | grep -q @sha256: && exit 0
docker container inspect accueil accueil-hier > /dev/null 2>&1 && exit 0
docker rm -f accueil accueil-hier > /dev/null 2>&1
livrer() { # version
  dossier=$(mktemp -d)
  echo "<h1>Accueil, version $1</h1>" > "$dossier/index.html"
  printf 'FROM nginx:1.28-alpine\nLABEL atelier.accueil=%s\nCOPY index.html /usr/share/nginx/html/\n' "$1" > "$dossier/Dockerfile"
  docker build --quiet -t localhost:5000/accueil:prod "$dossier" > /dev/null || exit 1
  docker push --quiet localhost:5000/accueil:prod > /dev/null || exit 1
  rm -r "$dossier"
}
livrer 5.1
livrer 5.2
docker run -d -p 8091:80 --name accueil-hier localhost:5000/accueil:prod > /dev/null && docker stop accueil-hier > /dev/null || exit 1
livrer 5.3
livrer 6.0-essai
docker run -d --restart=always -p 8091:80 --name accueil localhost:5000/accueil:prod > /dev/null
