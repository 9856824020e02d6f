# fails: certificat
# says: contient « registre », et pas de certificat pour
docker stop vitrine
certbot certonly --standalone --cert-name registre -d registre.atelier.test -n --agree-tos --register-unsafely-without-email
docker start vitrine
