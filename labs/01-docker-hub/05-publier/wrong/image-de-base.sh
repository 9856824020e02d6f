# fails: contenu
# says: l'image « nginx »
docker pull nginx:1.28.0
docker tag nginx:1.28.0 apprenant/page:1.0
docker push apprenant/page:1.0
