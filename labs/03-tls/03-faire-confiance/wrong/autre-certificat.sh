# fails: confiance
# says: contient un autre certificat que celui du registre
mkdir -p /etc/docker/certs.d/registre.atelier.test
openssl req -x509 -newkey rsa:2048 -noenc -keyout /tmp/x.key -out /etc/docker/certs.d/registre.atelier.test/ca.crt \
  -subj "/O=Atelier/CN=registre.atelier.test" -addext "subjectAltName=DNS:registre.atelier.test"
docker pull -q busybox && docker tag busybox registre.atelier.test/outils:1.0
docker push registre.atelier.test/outils:1.0
