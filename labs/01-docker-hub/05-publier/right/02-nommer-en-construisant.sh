# Le nom définitif dès la construction, puis toutes les étiquettes du dépôt.
cd ~/page
docker build --quiet --tag docker.io/apprenant/page:1.0 .
docker image push --all-tags apprenant/page
