# fails: confiance
# says: n'est pas connue | seulement « registre.atelier.test:443 »
mkdir -p /etc/docker/certs.d/registre.atelier.test:443
cp ~/certificats/registry.crt /etc/docker/certs.d/registre.atelier.test:443/ca.crt
docker pull -q busybox && docker tag busybox registre.atelier.test/outils:1.0
docker push registre.atelier.test/outils:1.0
