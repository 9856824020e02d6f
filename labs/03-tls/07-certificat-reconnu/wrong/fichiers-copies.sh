# fails: certificat
# says: Ce certificat est auto-signé
mkdir -p /etc/letsencrypt/live/registre.atelier.test
cp ~/certificats/registry.crt /etc/letsencrypt/live/registre.atelier.test/fullchain.pem
cp ~/certificats/registry.key /etc/letsencrypt/live/registre.atelier.test/privkey.pem
