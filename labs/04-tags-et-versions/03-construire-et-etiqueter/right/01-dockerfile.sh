cd ~/site
printf 'FROM nginx:1.28-alpine\nLABEL org.opencontainers.image.version=1.0\nCOPY index.html /usr/share/nginx/html/\n' > Dockerfile
docker build -t site:1.0 .
docker run -d -p 8081:80 --name site site:1.0
