# fails: https
# says: private key does not match public key
docker rm -f recette
docker run -d --name recette --restart=always -p 9443:5000 -v recette-images:/var/lib/registry -v ~/recette:/certs:ro \
  -e REGISTRY_HTTP_TLS_CERTIFICATE=/certs/recette.crt -e REGISTRY_HTTP_TLS_KEY=/certs/cle-2026.pem registry:2
sleep 1
