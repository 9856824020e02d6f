mkdir -p /etc/docker/certs.d/registre.atelier.test
cp ~/certificats/registry.crt /etc/docker/certs.d/registre.atelier.test/ca.crt
docker pull busybox
docker tag busybox registre.atelier.test/outils:1.0
docker push registre.atelier.test/outils:1.0
