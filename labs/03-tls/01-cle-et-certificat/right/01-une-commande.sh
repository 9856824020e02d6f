mkdir -p ~/certificats
openssl req -x509 -newkey rsa:2048 -noenc -keyout ~/certificats/registry.key -out ~/certificats/registry.crt -days 365 \
  -subj "/O=Atelier/CN=registre.atelier.test" -addext "subjectAltName=DNS:registre.atelier.test"
