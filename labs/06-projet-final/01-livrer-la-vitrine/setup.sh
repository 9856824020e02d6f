# Dépose le projet, une fois : ce que l'apprenant y change est à lui.
[ -d ~/projet ] && exit 0
mkdir -p ~/projet/site
cat > ~/projet/Dockerfile << 'FIN'
FROM nginx:1.28
ARG VERSION=inconnue
LABEL org.opencontainers.image.title="vitrine" \
      org.opencontainers.image.version="$VERSION"
COPY site/ /usr/share/nginx/html/
RUN sed -i "s/@VERSION@/$VERSION/" /usr/share/nginx/html/index.html
FIN
cat > ~/projet/site/index.html << 'FIN'
<!DOCTYPE html>
<html lang="fr">
<head><meta charset="utf-8"><title>La boulangerie du port</title></head>
<body>
<h1>La boulangerie du port</h1>
<p>Pains et viennoiseries, cuits sur place.</p>
<footer>vitrine @VERSION@</footer>
</body>
</html>
FIN
