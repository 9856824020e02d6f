# fails: secret
# says: sont « 644 »
mkdir -p ~/certificats && cd ~/certificats
openssl genrsa 2048 > registry.key
openssl req -x509 -key registry.key -out registry.crt -days 365 \
  -subj "/CN=registre.atelier.test" -addext "subjectAltName=DNS:registre.atelier.test"
