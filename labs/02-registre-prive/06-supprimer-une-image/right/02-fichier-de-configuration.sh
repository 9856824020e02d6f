# Le réglage dans un fichier monté ; le ramasse-miettes depuis un conteneur de passage, registre arrêté.
cat > ~/registre.yml <<'FIN'
version: 0.1
storage:
  filesystem:
    rootdirectory: /var/lib/registry
  delete:
    enabled: true
http:
  addr: :5000
FIN
docker rm -f registry
docker run -d --name registry -p 5000:5000 -v donnees-registre:/var/lib/registry \
  -v ~/registre.yml:/etc/docker/registry/config.yml:ro registry:2
until curl -fs -o /dev/null http://localhost:5000/v2/; do sleep 0.2; done
digest=$(curl -sI -H 'Accept: application/vnd.docker.distribution.manifest.v2+json' \
  http://localhost:5000/v2/essai/manifests/1.0 | tr -d '\r' | awk 'tolower($1) == "docker-content-digest:" {print $2}')
curl -s --request DELETE http://localhost:5000/v2/essai/manifests/"$digest"
docker stop registry
docker run --rm -v donnees-registre:/var/lib/registry registry:2 garbage-collect /etc/docker/registry/config.yml
docker start registry
