# fails: page
# says: elle n'est pas dans l'image
docker pull nginx:stable
docker tag nginx:stable site:1.0
docker run -d -p 8081:80 -v ~/site:/usr/share/nginx/html --name site site:1.0
