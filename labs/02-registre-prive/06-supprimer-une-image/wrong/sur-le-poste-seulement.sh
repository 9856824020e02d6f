# fails: disparue
# says: donne toujours un manifeste pour essai:1.0
docker rm -f registry
docker run -d -p 5000:5000 -v donnees-registre:/var/lib/registry -e REGISTRY_STORAGE_DELETE_ENABLED=true \
  --name registry registry:2
until curl -fs -o /dev/null http://localhost:5000/v2/; do sleep 0.2; done
docker pull localhost:5000/essai:1.0
docker rmi localhost:5000/essai:1.0
docker image prune -a -f
