# fails: nom
# says: n'a pas d'extension subjectAltName | son seul nom est le CN, « registre.atelier.test »
mkdir -p ~/certificats && cd ~/certificats
openssl genrsa -out registry.key 2048
openssl req -new -x509 -key registry.key -out registry.crt -days 365 -subj "/C=FR/O=Atelier/CN=registre.atelier.test"
