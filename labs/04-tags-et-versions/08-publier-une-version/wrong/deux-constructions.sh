# fails: branche
# says: deux constructions différentes
depot=localhost:5000/boutique
docker build --quiet -t $depot:1.4.2 -t $depot:1 -t $depot ~/boutique/1.4.2
docker build --quiet --no-cache -t $depot:1.4 ~/boutique/1.4.2
docker push --quiet --all-tags $depot
