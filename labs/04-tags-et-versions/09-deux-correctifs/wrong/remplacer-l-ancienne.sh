# fails: figees
# says: boutique:1.4.2 désigne la version « 1.4.3 »
depot=localhost:5000/boutique
docker build --quiet -t $depot:1.4.3 -t $depot:1.4.2 -t $depot:1.4 -t $depot:1 -t $depot ~/boutique/1.4.3
docker build --quiet -t $depot:1.3.9 -t $depot:1.3 ~/boutique/1.3.9
for etiquette in 1.4.3 1.4.2 1.4 1 latest 1.3.9 1.3; do docker push --quiet $depot:$etiquette; done
