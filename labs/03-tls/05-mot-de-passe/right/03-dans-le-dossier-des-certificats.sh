# Le fichier des comptes rejoint les certificats, déjà montés ; les anciens volumes sont repris tels quels.
printf 'apprenant:%s\ncollegue:%s\n' "$(htpasswd -nbB x apprenant-2026 | sed -n 's/^x://p')" \
  "$(htpasswd -nbB x collegue-2026 | sed -n 's/^x://p')" > ~/certificats/comptes
docker rm -f registry
docker run -d --name registry --restart=always -p 443:5000 \
  -v donnees-registre:/var/lib/registry -v ~/certificats:/c \
  -e REGISTRY_HTTP_TLS_CERTIFICATE=/c/registry.crt -e REGISTRY_HTTP_TLS_KEY=/c/registry.key \
  -e REGISTRY_AUTH_HTPASSWD_REALM=r -e REGISTRY_AUTH_HTPASSWD_PATH=/c/comptes registry:2
for _ in $(seq 100); do curl -ks -o /dev/null https://registre.atelier.test/v2/ && break; sleep 0.1; done
echo apprenant-2026 | docker login -u apprenant --password-stdin https://registre.atelier.test
