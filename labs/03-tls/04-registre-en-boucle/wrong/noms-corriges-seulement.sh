# fails: stable
# says: open /certs/serveur.crt: no such file or directory | le volume « catalogue »
docker rm -f catalogue
docker run -d --name catalogue --restart=always -p 8443:5000 -v catalogue-images:/var/lib/registry -v catalogue:/certs \
  -e REGISTRY_HTTP_TLS_CERTIFICATE=/certs/serveur.crt -e REGISTRY_HTTP_TLS_KEY=/certs/serveur.key registry:2
