# Sans rien calculer : une clé après l'autre, jusqu'à ce que le registre démarre.
for annee in 2026 2025 2024; do
  docker rm -f recette
  docker run -d --name recette -p 9443:5000 -v recette-images:/var/lib/registry -v ~/recette:/certs:ro \
    -e REGISTRY_HTTP_TLS_CERTIFICATE=/certs/recette.crt -e REGISTRY_HTTP_TLS_KEY=/certs/cle-$annee.pem registry:2
  for _ in $(seq 100); do
    curl -fs --cacert ~/recette/recette.crt -o /dev/null https://registre.atelier.test:9443/v2/ && break 2
    [ "$(docker inspect --format '{{.State.Status}}' recette)" = exited ] && break
    sleep 0.1
  done
done
docker update --restart=always recette
