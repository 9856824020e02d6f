# Une petite autorité signe le certificat : le registre n'est alors plus sa propre caution.
mkdir -p ~/certificats ~/autorite && cd ~/autorite
openssl req -x509 -newkey rsa:2048 -noenc -keyout ca.key -out ca.crt -days 730 -subj "/CN=Autorité de l'atelier"
openssl req -newkey rsa:2048 -noenc -keyout ~/certificats/registry.key -out registry.csr -subj "/CN=registre"
printf 'subjectAltName = DNS:*.atelier.test\n' > noms.txt
openssl x509 -req -in registry.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 365 -extfile noms.txt \
  -out ~/certificats/registry.crt
