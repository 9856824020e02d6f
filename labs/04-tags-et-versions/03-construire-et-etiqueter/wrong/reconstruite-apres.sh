# fails: page
# says: n'est pas celui de site:1.0 telle qu'elle est maintenant
cd ~/site
printf 'FROM nginx:stable\n' > Dockerfile
docker build -t site:1.0 .
docker run -d -p 8081:80 --name site site:1.0
printf 'FROM nginx:stable\nCOPY index.html /usr/share/nginx/html/\n' > Dockerfile
docker build -t site:1.0 .
