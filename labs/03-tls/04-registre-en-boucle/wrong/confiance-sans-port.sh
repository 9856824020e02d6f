# fails: confiance
# says: n'est pas connue | « registre.atelier.test »
docker rm -f catalogue
docker run -d --name catalogue --restart=always -p 8443:5000 -v catalogue-images:/var/lib/registry -v ~/catalogue:/certs \
  -e REGISTRY_HTTP_TLS_CERTIFICATE=/certs/serveur.crt -e REGISTRY_HTTP_TLS_KEY=/certs/serveur.key registry:2
mkdir -p /etc/docker/certs.d/registre.atelier.test
cp ~/catalogue/serveur.crt /etc/docker/certs.d/registre.atelier.test/catalogue.crt
