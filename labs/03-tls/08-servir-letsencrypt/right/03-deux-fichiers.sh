# Deux fichiers seulement : le moteur suit lui-même les liens, à chaque démarrage du conteneur.
mkdir -p ~/auth
htpasswd -Bbc ~/auth/htpasswd apprenant apprenant-2026
htpasswd -Bb ~/auth/htpasswd collegue collegue-2026
docker rm -f registry
docker run -d --name registry --restart=always -p 443:5000 \
  -v donnees-registre:/var/lib/registry -v /etc/letsencrypt/live/registre.atelier.test/fullchain.pem:/certs/registry.crt:ro -v /etc/letsencrypt/live/registre.atelier.test/privkey.pem:/certs/registry.key:ro \
  -v ~/auth:/auth:ro -e REGISTRY_AUTH=htpasswd -e REGISTRY_AUTH_HTPASSWD_REALM=Registre -e REGISTRY_AUTH_HTPASSWD_PATH=/auth/htpasswd \
  -e REGISTRY_HTTP_TLS_CERTIFICATE=/certs/registry.crt \
  -e REGISTRY_HTTP_TLS_KEY=/certs/registry.key registry:2
