# fails: pousse
# says: ne l'y a pas poussée sous ce nom
mkdir -p /etc/docker/certs.d/registre.atelier.test
cp ~/certificats/registry.crt /etc/docker/certs.d/registre.atelier.test/ca.crt
docker pull -q busybox && docker tag busybox localhost:443/outils:1.0
docker push localhost:443/outils:1.0
