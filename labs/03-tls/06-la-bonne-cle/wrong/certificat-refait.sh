# fails: certificat
# says: et non « 20260917 »
openssl req -x509 -key ~/recette/cle-2026.pem -out ~/recette/recette.crt -days 365 \
  -subj "/O=Recette/CN=registre.atelier.test" -addext "subjectAltName=DNS:registre.atelier.test"
cp ~/recette/recette.crt /etc/docker/certs.d/registre.atelier.test:9443/ca.crt
docker rm -f recette
docker run -d --name recette --restart=always -p 9443:5000 -v recette-images:/var/lib/registry -v ~/recette:/certs:ro \
  -e REGISTRY_HTTP_TLS_CERTIFICATE=/certs/recette.crt -e REGISTRY_HTTP_TLS_KEY=/certs/cle-2026.pem registry:2
