# fails: conteneur
# says: open /certs/fullchain.pem: no such file or directory
docker run -d -p 443:5000 --restart=always -v ~/certificats:/certs -v donnees-registre:/var/lib/registry \
  -e REGISTRY_HTTP_ADDR=0.0.0.0:5000 -e REGISTRY_HTTP_TLS_CERTIFICATE=/certs/fullchain.pem \
  -e REGISTRY_HTTP_TLS_KEY=/certs/privkey.pem --name registry registry:2
sleep 1
