# fails: exacte
# says: boutique:1.4.2 désigne la version « 1.3.8 »
depot=localhost:5000/boutique
docker build --quiet -t $depot:1.4.2 -t $depot:1.4 -t $depot:1 -t $depot ~/boutique/1.3.8
docker push --quiet --all-tags $depot
