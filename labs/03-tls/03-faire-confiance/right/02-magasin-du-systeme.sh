# Le magasin du système : tous les programmes du poste font confiance, mais le moteur ne le relit qu'en redémarrant.
cp ~/certificats/registry.crt /usr/local/share/ca-certificates/registre-atelier.crt
update-ca-certificates
systemctl restart docker
docker pull busybox:latest && docker tag busybox:latest registre.atelier.test/outils:1.0
for _ in $(seq 100); do curl -fs -o /dev/null https://registre.atelier.test/v2/ && break; sleep 0.1; done
docker image push registre.atelier.test/outils:1.0
