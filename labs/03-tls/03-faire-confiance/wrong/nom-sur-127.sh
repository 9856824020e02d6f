# fails: verifie
# says: mène à 127.0.0.1
echo '127.0.0.1 registre.atelier.test' >> /etc/hosts
mkdir -p /etc/docker/certs.d/registre.atelier.test
cp ~/certificats/registry.crt /etc/docker/certs.d/registre.atelier.test/ca.crt
docker pull -q busybox && docker tag busybox registre.atelier.test/outils:1.0
docker push registre.atelier.test/outils:1.0
