# fails: page
# says: ne publie aucun port
docker run -d --name vitrine -v ~/atelier:/usr/share/nginx/html:ro nginx:1.28
