# fails: base
# says: construite sur nginx 1.29.4
cd ~/site
printf 'FROM nginx\nCOPY index.html /usr/share/nginx/html/\n' > Dockerfile
docker build -t site:1.0 .
docker run -d -p 8081:80 --name site site:1.0
