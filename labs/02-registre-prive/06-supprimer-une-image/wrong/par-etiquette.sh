# fails: disparue
# says: donne toujours un manifeste pour essai:1.0
docker rm -f registry
docker run -d -p 5000:5000 -v donnees-registre:/var/lib/registry -e REGISTRY_STORAGE_DELETE_ENABLED=true \
  --name registry registry:2
until curl -fs -o /dev/null http://localhost:5000/v2/; do sleep 0.2; done
curl -s -X DELETE http://localhost:5000/v2/essai/manifests/1.0-inconnue
docker exec registry registry garbage-collect /etc/docker/registry/config.yml
