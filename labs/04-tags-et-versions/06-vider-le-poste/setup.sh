# Un poste encombré : des images de Docker Hub, deux qui n'existent que là, une qu'un conteneur arrêté retient.
docker start registry > /dev/null 2>&1 || docker run -d --restart=always -p 5000:5000 \
  -v donnees-registre:/var/lib/registry --name registry registry:2 > /dev/null || exit 1
for _ in $(seq 100); do curl -fs --max-time 5 -o /dev/null http://localhost:5000/v2/ && break; sleep 0.1; done
construire() { # étiquette atelier.piece, nom, base
  dossier=$(mktemp -d)
  echo "$2" > "$dossier/contenu.txt"
  printf 'FROM %s\nLABEL atelier.piece=%s\nCOPY contenu.txt /\n' "$3" "$1" > "$dossier/Dockerfile"
  docker build --quiet -t "$2" "$dossier" > /dev/null || exit 1
  rm -r "$dossier"
}
au_registre() {
  curl -fsI -o /dev/null -H 'Accept: application/vnd.docker.distribution.manifest.v2+json' "http://localhost:5000/v2/factures/manifests/$1"
}
if ! docker container inspect export > /dev/null 2>&1; then
  construire outils-3 outils:3 busybox
  docker run --name export outils:3 true || exit 1
elif au_registre 2026-10 && au_registre 2026-11; then
  exit 0
fi
for mois in 2026-10 2026-11; do
  au_registre $mois || docker image inspect factures:$mois > /dev/null 2>&1 || construire factures-$mois factures:$mois nginx:1.28-alpine
done
docker pull --quiet nginx:1.25.0 > /dev/null && docker pull --quiet httpd:2.4 > /dev/null
