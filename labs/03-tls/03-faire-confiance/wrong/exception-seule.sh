# fails: confiance
# says: n'est pas connue | est vide
echo '{"insecure-registries": ["registre.atelier.test"]}' > /etc/docker/daemon.json
systemctl restart docker
docker pull -q busybox && docker tag busybox registre.atelier.test/outils:1.0
docker push registre.atelier.test/outils:1.0
