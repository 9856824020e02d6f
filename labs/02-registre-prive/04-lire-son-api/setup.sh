# Met dans le registre des images que le poste ne montre pas : seule l'API peut les nommer.
repond() { curl -fs --max-time 5 -o /dev/null http://localhost:5000/v2/; }
# Un registre que l'on vient de recréer met un instant à répondre.
for _ in $(seq 100); do
  repond && break
  docker ps --filter status=running --filter publish=5000 --quiet | grep -q . || break
  sleep 0.1
done
if ! repond; then
  echo "Le registre ne répond pas sur le port 5000 : terminez d'abord l'exercice 01." >&2
  exit 1
fi
mkdir -p ~/reponses
deposer() { # image de Docker Hub, nom dans le registre
  present=$(docker image ls --quiet "$1")
  docker pull --quiet "$1" && docker tag "$1" "localhost:5000/$2" && docker push --quiet "localhost:5000/$2" || exit 1
  docker rmi "localhost:5000/$2" > /dev/null
  [ -n "$present" ] || docker rmi "$1" > /dev/null
}
deposer nginx:1.24.0 site:1.0
deposer nginx:1.25.0 site:1.1
deposer nginx:stable site:2.0
deposer alpine:latest outils/alpine:3
