# Laisse un registre qui redémarre en boucle : les fichiers demandés n'existent pas, et c'est un volume qui est monté.
docker container inspect catalogue > /dev/null 2>&1 && exit 0
mkdir -p ~/catalogue
[ -s ~/catalogue/serveur.crt ] ||
  openssl req -x509 -newkey rsa:2048 -noenc -keyout ~/catalogue/serveur.key -out ~/catalogue/serveur.crt -days 365 \
    -subj "/O=Catalogue/CN=registre.atelier.test" -addext "subjectAltName=DNS:registre.atelier.test" 2> /dev/null
# Une image y est rangée d'abord, en clair et par localhost.
present=$(docker image ls --quiet httpd:latest)
docker run -d --name catalogue -p 8443:5000 -v catalogue-images:/var/lib/registry registry:2 > /dev/null || exit 1
for _ in $(seq 100); do curl -fs -o /dev/null http://localhost:8443/v2/ && break; sleep 0.1; done
docker pull --quiet httpd:latest && docker tag httpd:latest localhost:8443/plans:2026 && docker push --quiet localhost:8443/plans:2026 || exit 1
docker rmi localhost:8443/plans:2026 > /dev/null
[ -n "$present" ] || docker rmi httpd:latest > /dev/null
docker rm -f catalogue > /dev/null
docker run -d --name catalogue --restart=always -p 8443:5000 -v catalogue-images:/var/lib/registry -v catalogue:/certs \
  -e REGISTRY_HTTP_TLS_CERTIFICATE=/certs/fullchain.pem -e REGISTRY_HTTP_TLS_KEY=/certs/privkey.pem registry:2 > /dev/null
