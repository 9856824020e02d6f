# fails: page
# says: ne publie aucun port
docker run -d --name vitrine nginx:1.28
