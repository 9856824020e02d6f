# Laisse la page d'un site, sans Dockerfile.
mkdir -p ~/site
[ -s ~/site/index.html ] || cat > ~/site/index.html <<'FIN'
<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>Le site de l'atelier</title></head>
<body><h1>Le site de l'atelier</h1><p>Version 1.0</p></body></html>
FIN
