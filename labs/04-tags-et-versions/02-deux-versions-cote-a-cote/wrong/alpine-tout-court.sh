# fails: apres
# says: créé depuis « nginx:alpine », contient la version « 1.29.4 »
docker run -d -p 8124:80 --name avant nginx:1.24.0
docker run -d -p 8128:80 --name apres nginx:alpine
