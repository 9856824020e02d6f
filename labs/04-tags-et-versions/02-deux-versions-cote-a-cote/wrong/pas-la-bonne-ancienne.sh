# fails: avant
# says: contient la version « 1.25.5 »
docker run -d -p 8124:80 --name avant nginx:1.25
docker run -d -p 8128:80 --name apres nginx:1.28-alpine
