# fails: certificat
# says: demande de certificat
mkdir -p ~/certificats && cd ~/certificats
openssl req -new -newkey rsa:2048 -noenc -keyout registry.key -out registry.crt -days 365 \
  -subj "/CN=registre.atelier.test" -addext "subjectAltName=DNS:registre.atelier.test"
