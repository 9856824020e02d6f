# fails: anciennes
# says: boutique:1.3 désigne la version « 1.4.2 »
depot=localhost:5000/boutique
docker build --quiet -t $depot:1.4.2 -t $depot:1.4 -t $depot:1.3 -t $depot:1 -t $depot ~/boutique/1.4.2
docker push --quiet --all-tags $depot
