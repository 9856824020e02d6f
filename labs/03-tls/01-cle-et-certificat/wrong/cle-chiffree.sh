# fails: cle
# says: protégée par une phrase de passe
mkdir -p ~/certificats && cd ~/certificats
openssl req -x509 -newkey rsa:2048 -passout pass:atelier -keyout registry.key -out registry.crt -days 365 \
  -subj "/CN=registre.atelier.test" -addext "subjectAltName=DNS:registre.atelier.test"
