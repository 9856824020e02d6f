# Met dans le registre une image d'essai dont plus personne ne veut.
repond() { curl -fs --max-time 5 -o /dev/null http://localhost:5000/v2/; }
# Un registre que l'on vient de recréer met un instant à répondre.
for _ in $(seq 100); do
  repond && break
  docker ps --filter status=running --filter publish=5000 --quiet | grep -q . || break
  sleep 0.1
done
if ! repond; then
  echo "Le registre ne répond pas sur le port 5000 : terminez d'abord l'exercice 05." >&2
  exit 1
fi
present=$(docker image ls --quiet python:3.11)
docker pull --quiet python:3.11 && docker tag python:3.11 localhost:5000/essai:1.0 && docker push --quiet localhost:5000/essai:1.0 || exit 1
docker rmi localhost:5000/essai:1.0 > /dev/null
[ -n "$present" ] || docker rmi python:3.11 > /dev/null
