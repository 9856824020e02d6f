# fails: confiance
# says: ne contient que « ca.pem »
mkdir -p /etc/docker/certs.d/registre.atelier.test
cp ~/certificats/registry.crt /etc/docker/certs.d/registre.atelier.test/ca.pem
docker pull -q busybox && docker tag busybox registre.atelier.test/outils:1.0
docker push registre.atelier.test/outils:1.0
