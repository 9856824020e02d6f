# fails: certificat
# says: Le registre présente un autre certificat, au nom de « CN=essai »
mkdir -p ~/essai
openssl req -x509 -newkey rsa:2048 -noenc -keyout ~/essai/registry.key -out ~/essai/registry.crt -days 365 \
  -subj "/CN=essai" -addext "subjectAltName=DNS:registre.atelier.test"
docker run -d --name registry --restart=always -p 443:5000 -v donnees-registre:/var/lib/registry \
  -v ~/essai:/certs -e REGISTRY_HTTP_TLS_CERTIFICATE=/certs/registry.crt \
  -e REGISTRY_HTTP_TLS_KEY=/certs/registry.key registry:2
