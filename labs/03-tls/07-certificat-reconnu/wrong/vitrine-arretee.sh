# fails: vitrine
# says: est « exited »
docker stop vitrine
certbot certonly --standalone -d registre.atelier.test -n --agree-tos --register-unsafely-without-email
