# fails: voisine
# says: son catalogue est vide
docker rm -f registry
docker run -d -p 5000:5000 -e REGISTRY_STORAGE_DELETE_ENABLED=true --name registry registry:2
