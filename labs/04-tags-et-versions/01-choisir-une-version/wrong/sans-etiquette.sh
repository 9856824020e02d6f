# fails: stable
# says: exécute nginx 1.29.4
docker run -d -p 8080:80 --name web nginx
