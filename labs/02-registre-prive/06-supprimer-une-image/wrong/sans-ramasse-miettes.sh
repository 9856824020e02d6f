# fails: place
# says: occupent toujours le stockage
docker rm -f registry
docker run -d -p 5000:5000 -v donnees-registre:/var/lib/registry -e REGISTRY_STORAGE_DELETE_ENABLED=true \
  --name registry registry:2
until curl -fs -o /dev/null http://localhost:5000/v2/; do sleep 0.2; done
digest=$(curl -sI -H 'Accept: application/vnd.docker.distribution.manifest.v2+json' \
  http://localhost:5000/v2/essai/manifests/1.0 | tr -d '\r' | awk 'tolower($1) == "docker-content-digest:" {print $2}')
curl -s -X DELETE "http://localhost:5000/v2/essai/manifests/$digest"
docker restart registry
