# fails: conteneur
# says: Aucun conteneur ne s'appelle « registry »
docker run -d -p 443:5000 --restart=always \ 
  -v ~/certificats:/certs -v donnees-registre:/var/lib/registry \
  -e REGISTRY_HTTP_TLS_CERTIFICATE=/certs/registry.crt -e REGISTRY_HTTP_TLS_KEY=/certs/registry.key \
  --name registry registry:2
