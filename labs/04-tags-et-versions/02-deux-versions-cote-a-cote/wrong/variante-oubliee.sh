# fails: variante
# says: dit « nginx:1.28.0 »
docker run -d -p 8124:80 --name avant nginx:1.24.0
docker run -d -p 8128:80 --name apres nginx:1.28.0
