# Prendre le certificat là où un autre poste le prendrait : ce que présente le serveur.
dossier=/etc/docker/certs.d/registre.atelier.test
mkdir -p "$dossier"
openssl s_client -connect registre.atelier.test:443 -servername registre.atelier.test < /dev/null 2> /dev/null |
  openssl x509 > "$dossier/registre.crt"
docker pull -q busybox
docker build -q -t registre.atelier.test/outils:1.0 - <<< 'FROM busybox'
docker push registre.atelier.test/outils:1.0
