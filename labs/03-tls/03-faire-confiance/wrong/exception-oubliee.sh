# fails: verifie
# says: insecure-registries
echo '{"insecure-registries": ["registre.atelier.test"]}' > /etc/docker/daemon.json
systemctl restart docker
mkdir -p /etc/docker/certs.d/registre.atelier.test
cp ~/certificats/registry.crt /etc/docker/certs.d/registre.atelier.test/ca.crt
docker pull -q busybox && docker tag busybox registre.atelier.test/outils:1.0
for _ in $(seq 100); do curl -kfs -o /dev/null https://registre.atelier.test/v2/ && break; sleep 0.1; done
docker push registre.atelier.test/outils:1.0
