mkdir -p ~/auth
htpasswd -Bbc ~/auth/htpasswd apprenant apprenant-2026
htpasswd -Bb ~/auth/htpasswd collegue collegue-2026
docker rm -f registry
docker run -d --name registry --restart=always -p 443:5000 \
  -v donnees-registre:/var/lib/registry -v ~/certificats:/certs:ro -v ~/auth:/auth:ro \
  -e REGISTRY_HTTP_TLS_CERTIFICATE=/certs/registry.crt -e REGISTRY_HTTP_TLS_KEY=/certs/registry.key \
  -e REGISTRY_AUTH=htpasswd -e REGISTRY_AUTH_HTPASSWD_REALM=Registre -e REGISTRY_AUTH_HTPASSWD_PATH=/auth/htpasswd registry:2
for _ in $(seq 100); do curl -ks -o /dev/null https://registre.atelier.test/v2/ && break; sleep 0.1; done
echo apprenant-2026 | docker login -u apprenant --password-stdin registre.atelier.test
