# fails: correctifs
# says: n'a pas l'étiquette « 1.3.9 »
depot=localhost:5000/boutique
docker build --quiet -t $depot:1.4.3 -t $depot:1.4 -t $depot:1 -t $depot ~/boutique/1.4.3
for etiquette in 1.4.3 1.4 1 latest; do docker push --quiet $depot:$etiquette; done
