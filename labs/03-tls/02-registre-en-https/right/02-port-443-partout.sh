# Le registre écoute lui-même sur 443, et chaque fichier est monté seul.
docker volume create donnees-registre
docker run --detach --name registry --restart unless-stopped --publish 443:443 \
  --mount type=volume,source=donnees-registre,target=/var/lib/registry \
  --mount type=bind,source="$HOME/certificats/registry.crt",target=/tls/cert.pem,readonly \
  --mount type=bind,source="$HOME/certificats/registry.key",target=/tls/key.pem,readonly \
  --env REGISTRY_HTTP_ADDR=0.0.0.0:443 --env REGISTRY_HTTP_TLS_CERTIFICATE=/tls/cert.pem \
  --env REGISTRY_HTTP_TLS_KEY=/tls/key.pem registry:2
