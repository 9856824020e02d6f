# Ce que laissent les exercices 01 à 05, 07 et 08 est refait s'il manque.
nom=registre.atelier.test
mkdir -p ~/certificats ~/auth
[ -s ~/certificats/registry.key ] && [ -s ~/certificats/registry.crt ] ||
  openssl req -x509 -newkey rsa:2048 -noenc -keyout ~/certificats/registry.key -out ~/certificats/registry.crt -days 365 \
    -subj "/O=Atelier/CN=$nom" -addext "subjectAltName=DNS:$nom" 2> /dev/null
if ! docker container inspect registry > /dev/null 2>&1; then
  htpasswd -Bbc ~/auth/htpasswd apprenant apprenant-2026 2> /dev/null
  htpasswd -Bb ~/auth/htpasswd collegue collegue-2026 2> /dev/null
  docker run -d --name registry --restart=always -p 443:5000 \
    -v donnees-registre:/var/lib/registry -v ~/certificats:/certs:ro -v ~/auth:/auth:ro \
    -e REGISTRY_HTTP_TLS_CERTIFICATE=/certs/registry.crt -e REGISTRY_HTTP_TLS_KEY=/certs/registry.key \
    -e REGISTRY_AUTH=htpasswd -e REGISTRY_AUTH_HTPASSWD_REALM=Registre \
    -e REGISTRY_AUTH_HTPASSWD_PATH=/auth/htpasswd registry:2 > /dev/null || exit 1
  mkdir -p "/etc/docker/certs.d/$nom" && cp ~/certificats/registry.crt "/etc/docker/certs.d/$nom/ca.crt"
  for _ in $(seq 100); do curl -ks -o /dev/null "https://$nom/v2/" && break; sleep 0.1; done
  echo apprenant-2026 | docker login -u apprenant --password-stdin "$nom" > /dev/null 2>&1
  docker pull --quiet busybox && docker tag busybox "$nom/outils:1.0" && docker push --quiet "$nom/outils:1.0" || exit 1
fi
if ! docker container inspect vitrine > /dev/null 2>&1; then
  mkdir -p ~/vitrine
  echo '<h1>La vitrine</h1>' > ~/vitrine/index.html
  docker run -d --name vitrine --restart=always -p 80:80 -v ~/vitrine:/usr/local/apache2/htdocs httpd > /dev/null || exit 1
fi
if [ ! -e "/etc/letsencrypt/live/$nom/fullchain.pem" ]; then
  docker stop vitrine > /dev/null
  certbot certonly --standalone -d "$nom" -n --agree-tos --register-unsafely-without-email > /dev/null 2>&1
  docker start vitrine > /dev/null
fi
if ! docker inspect --format '{{range .Mounts}}{{println .Source}}{{end}}' registry | grep -q ^/etc/letsencrypt; then
  docker rm -f registry > /dev/null
  docker run -d --name registry --restart=always -p 443:5000 \
    -v donnees-registre:/var/lib/registry -v /etc/letsencrypt:/etc/letsencrypt:ro -v ~/auth:/auth:ro \
    -e "REGISTRY_HTTP_TLS_CERTIFICATE=/etc/letsencrypt/live/$nom/fullchain.pem" \
    -e "REGISTRY_HTTP_TLS_KEY=/etc/letsencrypt/live/$nom/privkey.pem" \
    -e REGISTRY_AUTH=htpasswd -e REGISTRY_AUTH_HTPASSWD_REALM=Registre \
    -e REGISTRY_AUTH_HTPASSWD_PATH=/auth/htpasswd registry:2 > /dev/null
fi
mkdir -p ~/reponses
