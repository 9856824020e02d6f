depot=localhost:5000/boutique
docker build -t $depot:1.4.3 -t $depot:1.4 -t $depot:1 -t $depot:latest ~/boutique/1.4.3
docker build -t $depot:1.3.9 -t $depot:1.3 ~/boutique/1.3.9
for etiquette in 1.4.3 1.4 1 latest 1.3.9 1.3; do
  docker push $depot:$etiquette
done
