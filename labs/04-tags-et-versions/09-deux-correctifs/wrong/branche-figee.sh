# fails: branches
# says: boutique:1.3 désigne la version « 1.3.8 »
depot=localhost:5000/boutique
docker build --quiet -t $depot:1.4.3 -t $depot:1.4 -t $depot:1 -t $depot ~/boutique/1.4.3
docker build --quiet -t $depot:1.3.9 ~/boutique/1.3.9
for etiquette in 1.4.3 1.4 1 latest 1.3.9; do docker push --quiet $depot:$etiquette; done
