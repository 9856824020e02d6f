# fails: page
# says: C'est la page d'accueil de nginx qui répond
cd ~/site
printf 'FROM nginx:stable\nCOPY index.html /var/www/\n' > Dockerfile
docker build -t site:1.0 .
docker run -d -p 8081:80 --name site site:1.0
