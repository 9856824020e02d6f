# fails: https
# says: en clair, sur le port 443 | « REGISTRY_HTTP_TLS_CERT »
docker run -d --name registry --restart=always -p 443:5000 -v donnees-registre:/var/lib/registry \
  -v ~/certificats:/certs -e REGISTRY_HTTP_TLS_CERT=/certs/registry.crt \
  -e REGISTRY_HTTP_TLS_KEY=/certs/registry.key registry:2
