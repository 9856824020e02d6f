# fails: voisine
# says: Le registre ne connaît plus mysql:8.0
docker rm -f registry
docker run --rm -v donnees-registre:/donnees busybox rm -rf /donnees/docker
docker run -d -p 5000:5000 -v donnees-registre:/var/lib/registry -e REGISTRY_STORAGE_DELETE_ENABLED=true --name registry registry:2
