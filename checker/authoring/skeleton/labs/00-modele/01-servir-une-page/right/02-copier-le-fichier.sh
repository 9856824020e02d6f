# Une autre réponse juste, par un vrai autre chemin : elle prouve que les critères jugent l'état, non la commande.
docker create --name vitrine -p 8080:80 nginx:1.28
docker cp ~/atelier/index.html vitrine:/usr/share/nginx/html/index.html
docker start vitrine
