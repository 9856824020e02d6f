# fails: image
# says: Aucune image du poste n'a « site » dans son nom
cd ~/site
printf 'FROM nginx:1.28-alpine\nCOPY index.html /usr/share/nginx/html/\n' > Dockerfile
docker build -t site:1.0
