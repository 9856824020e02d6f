# fails: port
# says: ne publie aucun port
docker run -d --name registry registry:2
