docker build -t localhost:5000/boutique:1.4.2 ~/boutique/1.4.2
for etiquette in 1.4 1 latest; do
  docker tag localhost:5000/boutique:1.4.2 localhost:5000/boutique:$etiquette
done
for etiquette in 1.4.2 1.4 1 latest; do
  docker push localhost:5000/boutique:$etiquette
done
