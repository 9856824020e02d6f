# Créer, démarrer, puis copier le fichier que le serveur sert.
docker create --name vitrine --publish 8080:80 nginx:1.28.0
docker start vitrine
docker cp vitrine:/usr/share/nginx/html/index.html ~/carnet/page.html
