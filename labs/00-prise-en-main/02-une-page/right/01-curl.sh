docker run -d --name vitrine -p 8080:80 nginx:1.28
until curl -fs http://localhost:8080/ > ~/carnet/page.html; do sleep 0.2; done
