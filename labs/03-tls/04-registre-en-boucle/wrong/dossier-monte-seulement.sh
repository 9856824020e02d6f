# fails: stable
# says: open /certs/fullchain.pem: no such file or directory | le dossier « /home/apprenant/catalogue »
docker rm -f catalogue
docker run -d --name catalogue --restart=always -p 8443:5000 -v catalogue-images:/var/lib/registry -v ~/catalogue:/certs \
  -e REGISTRY_HTTP_TLS_CERTIFICATE=/certs/fullchain.pem -e REGISTRY_HTTP_TLS_KEY=/certs/privkey.pem registry:2
