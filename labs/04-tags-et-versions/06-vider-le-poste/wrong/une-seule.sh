# fails: a-l-abri
# says: factures:2026-11 n'est plus ni sur le poste
docker tag factures:2026-10 localhost:5000/factures:2026-10
docker push localhost:5000/factures:2026-10
docker image prune --all --force
