docker logs --tail 1 catalogue
docker inspect --format '{{json .Mounts}} {{json .HostConfig.PortBindings}}' catalogue
docker rm -f catalogue
docker run -d --name catalogue --restart=always -p 8443:5000 \
  -v catalogue-images:/var/lib/registry -v ~/catalogue:/certs:ro \
  -e REGISTRY_HTTP_TLS_CERTIFICATE=/certs/serveur.crt -e REGISTRY_HTTP_TLS_KEY=/certs/serveur.key registry:2
mkdir -p /etc/docker/certs.d/registre.atelier.test:8443
cp ~/catalogue/serveur.crt /etc/docker/certs.d/registre.atelier.test:8443/ca.crt
