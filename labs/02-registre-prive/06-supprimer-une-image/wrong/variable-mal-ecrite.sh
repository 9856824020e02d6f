# fails: autorisee
# says: vaut « false »
docker rm -f registry
docker run -d -p 5000:5000 -v donnees-registre:/var/lib/registry -e REGISTRY_STORAGE_DELETE_ENABLED=false --name registry registry:2
