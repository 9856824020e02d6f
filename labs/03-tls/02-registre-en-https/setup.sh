# Rien à préparer si l'exercice 01 est fait ; sinon, une clé et un certificat pour commencer ici.
mkdir -p ~/certificats
[ -s ~/certificats/registry.key ] && [ -s ~/certificats/registry.crt ] && exit 0
openssl req -x509 -newkey rsa:2048 -noenc -keyout ~/certificats/registry.key -out ~/certificats/registry.crt -days 365 \
  -subj "/O=Atelier/CN=registre.atelier.test" -addext "subjectAltName=DNS:registre.atelier.test" 2> /dev/null
