# fails: suivra
# says: « /home/apprenant/certificats/fullchain.pem » | c'est une copie
cp -L /etc/letsencrypt/live/registre.atelier.test/*.pem ~/certificats/
docker rm -f registry
docker run -d --name registry --restart=always -p 443:5000 \
  -v donnees-registre:/var/lib/registry -v ~/certificats:/certs:ro \
  -v ~/auth:/auth:ro -e REGISTRY_AUTH=htpasswd -e REGISTRY_AUTH_HTPASSWD_REALM=Registre -e REGISTRY_AUTH_HTPASSWD_PATH=/auth/htpasswd \
  -e REGISTRY_HTTP_TLS_CERTIFICATE=/certs/fullchain.pem \
  -e REGISTRY_HTTP_TLS_KEY=/certs/privkey.pem registry:2
