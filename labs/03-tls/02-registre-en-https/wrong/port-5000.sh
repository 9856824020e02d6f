# fails: port
# says: publie le port 5000 et non 443
docker run -d --name registry --restart=always -p 5000:5000 -v donnees-registre:/var/lib/registry \
  -v ~/certificats:/certs -e REGISTRY_HTTP_TLS_CERTIFICATE=/certs/registry.crt \
  -e REGISTRY_HTTP_TLS_KEY=/certs/registry.key registry:2
