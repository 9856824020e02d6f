# fails: a-l-abri
# says: factures:2026-10 est sur le poste, et nulle part ailleurs
docker tag factures:2026-10 localhost:5000/factures:2026-10
docker tag factures:2026-11 localhost:5000/factures:2026-11
docker image prune --force
