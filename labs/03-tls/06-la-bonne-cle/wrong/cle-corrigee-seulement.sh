# fails: https
# says: répond en HTTP, en clair | « REGISTRY_HTTP_TLS_CERTIFICAT »
docker rm -f recette
docker run -d --name recette --restart=always -p 9443:5000 -v recette-images:/var/lib/registry -v ~/recette:/certs:ro \
  -e REGISTRY_HTTP_TLS_CERTIFICAT=/certs/recette.crt -e REGISTRY_HTTP_TLS_KEY=/certs/cle-2025.pem registry:2
