# fails: comptes
# says: accepte aussi le compte « inconnu »
mkdir -p ~/auth
docker rm -f registry
docker run -d --name registry --restart=always -p 443:5000 -v donnees-registre:/var/lib/registry -v ~/certificats:/certs -v ~/auth:/auth \
  -e REGISTRY_HTTP_TLS_CERTIFICATE=/certs/registry.crt -e REGISTRY_HTTP_TLS_KEY=/certs/registry.key \
  -e REGISTRY_AUTH=silly -e REGISTRY_AUTH_SILLY_REALM=Registre -e REGISTRY_AUTH_SILLY_SERVICE=registre registry:2
for _ in $(seq 100); do curl -ks -o /dev/null https://registre.atelier.test/v2/ && break; sleep 0.1; done
echo apprenant-2026 | docker login -u apprenant --password-stdin registre.atelier.test
