# fails: vide
# says: Des images ne servent à aucun conteneur
for mois in 2026-10 2026-11; do
  docker tag factures:$mois localhost:5000/factures:$mois
  docker push localhost:5000/factures:$mois
done
docker image prune --force
