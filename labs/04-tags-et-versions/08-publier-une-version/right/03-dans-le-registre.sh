# Une seule image voyage ; les autres étiquettes sont posées dans le registre même.
depot=localhost:5000/boutique
docker build --quiet -t $depot:1.4.2 ~/boutique/1.4.2 && docker push --quiet $depot:1.4.2
docker buildx imagetools create -t $depot:1.4 -t $depot:1 -t $depot:latest $depot:1.4.2
