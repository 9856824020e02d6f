# fails: chaine
# says: présente 1 certificat(s)
docker rm -f registry
docker run -d --name registry --restart=always -p 443:5000 \
  -v donnees-registre:/var/lib/registry -v /etc/letsencrypt:/etc/letsencrypt:ro \
  -v ~/auth:/auth:ro -e REGISTRY_AUTH=htpasswd -e REGISTRY_AUTH_HTPASSWD_REALM=Registre -e REGISTRY_AUTH_HTPASSWD_PATH=/auth/htpasswd \
  -e REGISTRY_HTTP_TLS_CERTIFICATE=/etc/letsencrypt/live/registre.atelier.test/cert.pem \
  -e REGISTRY_HTTP_TLS_KEY=/etc/letsencrypt/live/registre.atelier.test/privkey.pem registry:2
