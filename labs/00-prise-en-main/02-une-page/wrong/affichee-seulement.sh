# fails: copie
# says: n'existe pas
docker run -d --name vitrine -p 8080:80 nginx:1.28
sleep 1
curl -s http://localhost:8080/
