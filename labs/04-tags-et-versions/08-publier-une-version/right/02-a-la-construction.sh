# Les quatre noms dès la construction, tous envoyés d'un coup.
depot=localhost:5000/boutique
docker build --quiet -t $depot:1.4.2 -t $depot:1.4 -t $depot:1 -t $depot ~/boutique/1.4.2
docker push --quiet --all-tags $depot
