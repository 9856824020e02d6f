# fails: acces
# says: répond « 200 » à tout le monde
docker rm -f registry
docker run -d --name registry --restart=always -p 443:5000 \
  -v donnees-registre:/var/lib/registry -v /etc/letsencrypt:/etc/letsencrypt:ro \
  -e REGISTRY_HTTP_TLS_CERTIFICATE=/etc/letsencrypt/live/registre.atelier.test/fullchain.pem \
  -e REGISTRY_HTTP_TLS_KEY=/etc/letsencrypt/live/registre.atelier.test/privkey.pem registry:2
