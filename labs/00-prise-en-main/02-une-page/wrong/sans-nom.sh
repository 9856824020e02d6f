# fails: conteneur
# says: Aucun conteneur ne s'appelle ainsi
docker run -d -p 8080:80 nginx:1.28
sleep 1
curl -s http://localhost:8080/ > ~/carnet/page.html
