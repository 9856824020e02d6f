# fails: renouvelable
# says: acme-staging
docker stop vitrine
certbot certonly --standalone --staging -d registre.atelier.test -n --agree-tos --register-unsafely-without-email
docker start vitrine
