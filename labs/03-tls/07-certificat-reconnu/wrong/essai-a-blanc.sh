# fails: certificat
# says: n'a encore enregistré aucun certificat
docker stop vitrine
certbot certonly --standalone --dry-run -d registre.atelier.test -n --agree-tos --register-unsafely-without-email
docker start vitrine
