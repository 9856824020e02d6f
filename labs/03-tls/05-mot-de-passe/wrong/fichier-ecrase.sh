# fails: comptes
# says: Le registre refuse le compte « apprenant » | ne contient que « collegue »
mkdir -p ~/auth
htpasswd -Bbc ~/auth/htpasswd apprenant apprenant-2026
htpasswd -Bbc ~/auth/htpasswd collegue collegue-2026
docker rm -f registry
docker run -d --name registry --restart=always -p 443:5000 -v donnees-registre:/var/lib/registry -v ~/certificats:/certs -v ~/auth:/auth \
  -e REGISTRY_HTTP_TLS_CERTIFICATE=/certs/registry.crt -e REGISTRY_HTTP_TLS_KEY=/certs/registry.key \
  -e REGISTRY_AUTH=htpasswd -e REGISTRY_AUTH_HTPASSWD_REALM=Registre -e REGISTRY_AUTH_HTPASSWD_PATH=/auth/htpasswd registry:2
for _ in $(seq 100); do curl -ks -o /dev/null https://registre.atelier.test/v2/ && break; sleep 0.1; done
