# fails: dates
# says: Il est valable du
mkdir -p ~/certificats && cd ~/certificats
openssl req -x509 -newkey rsa:2048 -noenc -keyout registry.key -out registry.crt \
  -subj "/CN=registre.atelier.test" -addext "subjectAltName=DNS:registre.atelier.test"
