# fails: branche
# says: « nginx:stable-alpine », une étiquette sans numéro
docker run -d -p 8124:80 --name avant nginx:1.24.0
docker run -d -p 8128:80 --name apres nginx:stable-alpine
