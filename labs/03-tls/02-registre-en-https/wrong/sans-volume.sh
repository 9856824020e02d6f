# fails: donnees
# says: Un volume anonyme est monté sur /var/lib/registry
docker run -d --name registry --restart=always -p 443:5000 -v ~/certificats:/certs \
  -e REGISTRY_HTTP_TLS_CERTIFICATE=/certs/registry.crt -e REGISTRY_HTTP_TLS_KEY=/certs/registry.key registry:2
