# fails: stable
# says: exécute nginx 1.25.0
docker run -d -p 8080:80 --name web nginx:1.25.0
