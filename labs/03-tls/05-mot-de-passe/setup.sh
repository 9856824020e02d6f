# Ce que laissent les exercices 01 à 03, si l'un d'eux n'est pas fait : certificat, registre sur 443, confiance, image.
nom=registre.atelier.test
mkdir -p ~/certificats
[ -s ~/certificats/registry.key ] && [ -s ~/certificats/registry.crt ] ||
  openssl req -x509 -newkey rsa:2048 -noenc -keyout ~/certificats/registry.key -out ~/certificats/registry.crt -days 365 \
    -subj "/O=Atelier/CN=$nom" -addext "subjectAltName=DNS:$nom" 2> /dev/null
docker container inspect registry > /dev/null 2>&1 && exit 0
docker run -d --name registry --restart=always -p 443:5000 \
  -v donnees-registre:/var/lib/registry -v ~/certificats:/certs:ro \
  -e REGISTRY_HTTP_TLS_CERTIFICATE=/certs/registry.crt -e REGISTRY_HTTP_TLS_KEY=/certs/registry.key registry:2 > /dev/null
mkdir -p "/etc/docker/certs.d/$nom" && cp ~/certificats/registry.crt "/etc/docker/certs.d/$nom/ca.crt"
for _ in $(seq 100); do curl -kfs -o /dev/null "https://$nom/v2/" && break; sleep 0.1; done
docker pull --quiet busybox && docker tag busybox "$nom/outils:1.0" && docker push --quiet "$nom/outils:1.0"
