# fails: conteneur
# says: « nginx »
docker run -d --name vitrine -p 8080:80 nginx
sleep 1
curl -s http://localhost:8080/ > ~/carnet/page.html
