# fails: sert
# says: un autre certificat, auto-signé
docker restart registry
