# Laisse les sources de deux versions d'une même application, prêtes à construire.
for version in 1.0 1.1; do
  mkdir -p ~/vitrine/$version
  cat > ~/vitrine/$version/Dockerfile <<FIN
FROM nginx:1.28-alpine
LABEL org.opencontainers.image.title=vitrine
LABEL org.opencontainers.image.version=$version
COPY index.html /usr/share/nginx/html/
FIN
  echo "<h1>Vitrine, version $version</h1>" > ~/vitrine/$version/index.html
done
