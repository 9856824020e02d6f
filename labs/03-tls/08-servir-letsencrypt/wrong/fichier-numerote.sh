# fails: suivra
# says: ce fichier numéroté restera l'ancien
docker rm -f registry
docker run -d --name registry --restart=always -p 443:5000 \
  -v donnees-registre:/var/lib/registry -v /etc/letsencrypt/archive/registre.atelier.test:/certs:ro \
  -v ~/auth:/auth:ro -e REGISTRY_AUTH=htpasswd -e REGISTRY_AUTH_HTPASSWD_REALM=Registre -e REGISTRY_AUTH_HTPASSWD_PATH=/auth/htpasswd \
  -e REGISTRY_HTTP_TLS_CERTIFICATE=/certs/fullchain1.pem \
  -e REGISTRY_HTTP_TLS_KEY=/certs/privkey1.pem registry:2
