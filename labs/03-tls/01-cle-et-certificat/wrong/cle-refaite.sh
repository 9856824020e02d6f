# fails: certificat
# says: une autre clé publique
mkdir -p ~/certificats && cd ~/certificats
openssl req -x509 -newkey rsa:2048 -noenc -keyout registry.key -out registry.crt -days 365 \
  -subj "/CN=registre.atelier.test" -addext "subjectAltName=DNS:registre.atelier.test"
openssl genrsa -out registry.key 2048
