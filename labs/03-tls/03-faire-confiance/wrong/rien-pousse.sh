# fails: pousse
# says: ne connaît pas « outils:1.0 »
mkdir -p /etc/docker/certs.d/registre.atelier.test
cp ~/certificats/registry.crt /etc/docker/certs.d/registre.atelier.test/ca.crt
docker pull -q busybox && docker tag busybox registre.atelier.test/outils:1.0
