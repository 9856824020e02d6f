# fails: branche
# says: n'a pas l'étiquette « 1.4 »
depot=localhost:5000/boutique
docker build --quiet -t $depot:1.4.2 -t $depot:1 -t $depot:latest ~/boutique/1.4.2
docker push --quiet --all-tags $depot
