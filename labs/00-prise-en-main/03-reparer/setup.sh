# Un conteneur qui s'arrête aussitôt, parce qu'il lui manque un fichier.
docker container inspect minuteur > /dev/null 2>&1 && exit 0
mkdir -p ~/minuteur
docker run -d --name minuteur -v ~/minuteur:/reglages busybox sh -c '
if [ ! -s /reglages/duree.txt ]; then
  echo "Erreur : je ne trouve pas le nombre de minutes dans /reglages/duree.txt" >&2
  exit 1
fi
trap "exit 0" TERM
echo "Minuteur lancé : $(cat /reglages/duree.txt) minutes."
while :; do sleep 1; done' > /dev/null
