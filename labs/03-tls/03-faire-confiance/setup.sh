# Ce que laissent les exercices 01 et 02, si l'un d'eux n'est pas fait : un certificat, et le registre sur 443.
mkdir -p ~/certificats
[ -s ~/certificats/registry.key ] && [ -s ~/certificats/registry.crt ] ||
  openssl req -x509 -newkey rsa:2048 -noenc -keyout ~/certificats/registry.key -out ~/certificats/registry.crt -days 365 \
    -subj "/O=Atelier/CN=registre.atelier.test" -addext "subjectAltName=DNS:registre.atelier.test" 2> /dev/null
docker container inspect registry > /dev/null 2>&1 ||
  docker run -d --name registry --restart=always -p 443:5000 \
    -v donnees-registre:/var/lib/registry -v ~/certificats:/certs:ro \
    -e REGISTRY_HTTP_TLS_CERTIFICATE=/certs/registry.crt -e REGISTRY_HTTP_TLS_KEY=/certs/registry.key registry:2 > /dev/null
