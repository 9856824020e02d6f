openssl x509 -in ~/recette/recette.crt -noout -pubkey | sha256sum
for cle in ~/recette/cle-*.pem; do echo "$cle"; openssl pkey -in "$cle" -pubout | sha256sum; done
docker rm -f recette
docker run -d --name recette --restart=always -p 9443:5000 -v recette-images:/var/lib/registry -v ~/recette:/certs:ro \
  -e REGISTRY_HTTP_TLS_CERTIFICATE=/certs/recette.crt -e REGISTRY_HTTP_TLS_KEY=/certs/cle-2025.pem registry:2
