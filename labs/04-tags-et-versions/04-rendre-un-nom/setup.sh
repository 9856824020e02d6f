# Deux constructions sous un même nom : la seconde l'a pris, la première n'en a plus.
la() { docker images --quiet --filter label=atelier.catalogue="$1" | grep -q .; }
la 1.0 && la 1.1-essai && exit 0
construire() { # version, noms…
  version=$1; shift
  dossier=$(mktemp -d)
  echo "<h1>Catalogue, version $version</h1>" > "$dossier/index.html"
  printf 'FROM nginx:1.28-alpine\nLABEL atelier.catalogue=%s\nCOPY index.html /usr/share/nginx/html/\n' "$version" > "$dossier/Dockerfile"
  docker build --quiet "$@" "$dossier" > /dev/null || exit 1
  rm -r "$dossier"
}
for nom in stable jeudi essai; do docker rmi --force "catalogue:$nom" > /dev/null 2>&1; done
construire 1.0 -t catalogue:stable
construire 1.1-essai -t catalogue:stable -t catalogue:jeudi
