# fails: certificat
# says: n'a encore enregistré aucun certificat
certbot certonly --standalone -d registre.atelier.test -n --agree-tos --register-unsafely-without-email
