# fails: page
# says: une autre page qui répond
docker run -d --name vitrine -p 8080:80 nginx:1.28
