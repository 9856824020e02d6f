# Tout déplacé trop vite avec la 1.3.9, puis remis en place depuis la 1.4.3, dans le registre.
depot=localhost:5000/boutique
docker build --quiet -t $depot:1.4.3 -t $depot:1.4 ~/boutique/1.4.3
docker build --quiet -t $depot:1.3.9 -t $depot:1.3 -t $depot:1 -t $depot ~/boutique/1.3.9
for etiquette in 1.4.3 1.4 1.3.9 1.3 1 latest; do docker push --quiet $depot:$etiquette; done
docker buildx imagetools create -t $depot:1 -t $depot:latest $depot:1.4.3
