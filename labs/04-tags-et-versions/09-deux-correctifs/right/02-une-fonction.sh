# La règle écrite une fois : le numéro exact, puis les étiquettes que l'on fait suivre. L'ancienne branche d'abord.
publier() {
  version=$1; shift
  docker build --quiet --tag "boutique:$version" ~/boutique/"$version"
  for etiquette in "$version" "$@"; do
    docker tag "boutique:$version" "localhost:5000/boutique:$etiquette"
    docker push --quiet "localhost:5000/boutique:$etiquette"
  done
}
publier 1.3.9 1.3
publier 1.4.3 1.4 1 latest
