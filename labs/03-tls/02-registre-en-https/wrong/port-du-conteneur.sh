# fails: https
# says: mène au port 443 du conteneur
docker run -d --name registry --restart=always -p 443:443 -v donnees-registre:/var/lib/registry \
  -v ~/certificats:/certs -e REGISTRY_HTTP_TLS_CERTIFICATE=/certs/registry.crt \
  -e REGISTRY_HTTP_TLS_KEY=/certs/registry.key registry:2
