# fails: page
# says: « 80:8080 »
docker run -d --name vitrine -p 80:8080 nginx:1.28
