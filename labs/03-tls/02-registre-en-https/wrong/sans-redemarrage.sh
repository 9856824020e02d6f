# fails: redemarrage
# says: est « no »
docker run -d --name registry -p 443:5000 -v donnees-registre:/var/lib/registry -v ~/certificats:/certs \
  -e REGISTRY_HTTP_TLS_CERTIFICATE=/certs/registry.crt -e REGISTRY_HTTP_TLS_KEY=/certs/registry.key registry:2
