# fails: https
# says: un autre certificat que celui-là
docker rm -f catalogue
docker run -d --name catalogue --restart=always -p 8443:5000 -v catalogue-images:/var/lib/registry -v ~/certificats:/certs \
  -e REGISTRY_HTTP_TLS_CERTIFICATE=/certs/registry.crt -e REGISTRY_HTTP_TLS_KEY=/certs/registry.key registry:2
