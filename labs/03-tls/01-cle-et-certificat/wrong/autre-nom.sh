# fails: nom
# says: Les noms du certificat sont « localhost », « 127.0.0.1 »
mkdir -p ~/certificats && cd ~/certificats
openssl req -x509 -newkey rsa:2048 -noenc -keyout registry.key -out registry.crt -days 365 \
  -subj "/CN=registre.atelier.test" -addext "subjectAltName=DNS:localhost,IP:127.0.0.1"
