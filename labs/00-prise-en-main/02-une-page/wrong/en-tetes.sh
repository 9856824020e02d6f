# fails: copie
# says: « HTTP/1.1 200 OK
docker run -d --name vitrine -p 8080:80 nginx:1.28
until curl -fs -o /dev/null http://localhost:8080/; do sleep 0.2; done
curl -sI http://localhost:8080/ > ~/carnet/page.html
