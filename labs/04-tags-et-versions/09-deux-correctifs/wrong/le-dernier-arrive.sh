# fails: tete
# says: boutique:1 désigne la version « 1.3.9 »
depot=localhost:5000/boutique
for version in 1.4.3 1.3.9; do
  docker build --quiet -t $depot:$version -t $depot:${version%.*} -t $depot:1 -t $depot:latest ~/boutique/$version
  for etiquette in $version ${version%.*} 1 latest; do docker push --quiet $depot:$etiquette; done
done
