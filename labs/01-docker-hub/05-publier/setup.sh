# De quoi construire une petite page web.
mkdir -p ~/page
[ -e ~/page/index.html ] || cat > ~/page/index.html << 'FIN'
<!doctype html>
<html lang="fr"><meta charset="utf-8"><title>Ma page</title>
<h1>Publiée sur Docker Hub</h1></html>
FIN
[ -e ~/page/Dockerfile ] || cat > ~/page/Dockerfile << 'FIN'
FROM nginx:1.28.0
LABEL org.opencontainers.image.title="page"
COPY index.html /usr/share/nginx/html/
FIN
