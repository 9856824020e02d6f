# En deux temps, avec une clé à courbe elliptique, plus courte et aussi solide ; sans CN du tout.
mkdir -p ~/certificats && cd ~/certificats
(umask 077 && openssl ecparam -name prime256v1 -genkey -noout > registry.key)
openssl req -new -x509 -key registry.key -out registry.crt -days 398 -subj "/O=Atelier" \
  -addext "subjectAltName=DNS:registre.atelier.test,DNS:localhost"
