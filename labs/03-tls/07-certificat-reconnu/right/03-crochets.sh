# certbot arrête et relance le site lui-même, et s'en souviendra au renouvellement.
certbot certonly --standalone --domain registre.atelier.test -n --agree-tos --register-unsafely-without-email \
  --pre-hook 'docker stop vitrine' --post-hook 'docker start vitrine'
