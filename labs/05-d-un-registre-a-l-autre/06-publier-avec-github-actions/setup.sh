# Donne le projet ~/site, sans fichier de CI.
[ -s /etc/atelier/forges.json ] || { echo "Exécutez d'abord la cellule de l'exercice 02 : elle met les forges en route."; exit 1; }
mkdir -p ~/site
[ -e ~/site/index.html ] || echo '<h1>La boutique</h1>' > ~/site/index.html
[ -e ~/site/Dockerfile ] || cat > ~/site/Dockerfile <<'DOCKERFILE'
FROM nginx:1.28.0
ARG COMMIT=inconnu
LABEL org.opencontainers.image.revision=$COMMIT
COPY index.html /usr/share/nginx/html/index.html
DOCKERFILE
