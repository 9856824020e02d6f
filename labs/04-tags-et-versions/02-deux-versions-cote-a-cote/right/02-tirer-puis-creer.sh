# Tirer d'abord les deux images ; la version exacte de chaque côté.
docker pull --quiet nginx:1.24
docker pull --quiet nginx:1.28.0-alpine
docker create --name avant --publish 127.0.0.1:8124:80 nginx:1.24
docker create --name apres --publish 127.0.0.1:8128:80 nginx:1.28.0-alpine
docker start avant apres
