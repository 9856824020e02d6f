# fails: redemarrage
# says: est « no »
docker rm -f recette
docker run -d --name recette -p 9443:5000 -v recette-images:/var/lib/registry -v ~/recette:/certs:ro \
  -e REGISTRY_HTTP_TLS_CERTIFICATE=/certs/recette.crt -e REGISTRY_HTTP_TLS_KEY=/certs/cle-2025.pem registry:2
