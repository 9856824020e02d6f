# fails: sert
# says: open /certs/fullchain.pem: no such file or directory | « /etc/letsencrypt/live/registre.atelier.test »
docker rm -f registry
docker run -d --name registry --restart=always -p 443:5000 \
  -v donnees-registre:/var/lib/registry -v /etc/letsencrypt/live/registre.atelier.test:/certs \
  -v ~/auth:/auth:ro -e REGISTRY_AUTH=htpasswd -e REGISTRY_AUTH_HTPASSWD_REALM=Registre -e REGISTRY_AUTH_HTPASSWD_PATH=/auth/htpasswd \
  -e REGISTRY_HTTP_TLS_CERTIFICATE=/certs/fullchain.pem \
  -e REGISTRY_HTTP_TLS_KEY=/certs/privkey.pem registry:2
sleep 1
