# Sans rien arrêter : le site lui-même présente la preuve, déposée dans son dossier.
certbot certonly --webroot -w ~/vitrine -d registre.atelier.test --non-interactive --agree-tos \
  --email apprenant@atelier.test --no-eff-email
