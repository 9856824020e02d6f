# fails: image
# says: « site:latest »
cd ~/site
printf 'FROM nginx:1.28-alpine\nCOPY index.html /usr/share/nginx/html/\n' > Dockerfile
docker build -t site .
docker run -d -p 8081:80 --name site site
