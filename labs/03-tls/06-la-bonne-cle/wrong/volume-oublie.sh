# fails: donnees
# says: un volume anonyme est monté sur /var/lib/registry
docker rm -f recette
docker run -d --name recette --restart=always -p 9443:5000 -v ~/recette:/certs:ro \
  -e REGISTRY_HTTP_TLS_CERTIFICATE=/certs/recette.crt -e REGISTRY_HTTP_TLS_KEY=/certs/cle-2025.pem registry:2
