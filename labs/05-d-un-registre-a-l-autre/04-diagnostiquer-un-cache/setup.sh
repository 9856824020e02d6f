# Remplace le cache par un autre, que le moteur contourne sans rien dire : deux réglages sont faux.
mark=/etc/atelier/cache-contourne
[ -e $mark ] && exit 0
storage=$(docker container inspect --format '{{range .Mounts}}{{if eq .Destination "/var/lib/registry"}}{{if .Name}}{{.Name}}{{else}}{{.Source}}{{end}}{{end}}{{end}}' cache 2>/dev/null)
[ -n "$storage" ] || { echo "Il n'y a pas de conteneur « cache » : faites d'abord l'exercice 03."; exit 1; }
docker rm -f cache > /dev/null
docker rmi httpd:2.4 > /dev/null 2>&1
docker run -d --name cache --restart=always -p 5001:5000 -v "$storage:/var/lib/registry" \
  -v /etc/ssl/certs/ca-certificates.crt:/etc/ssl/certs/ca-certificates.crt:ro \
  -e REGISTRY_PROXY_REMOTEURL=https://hub.docker.com registry:2 > /dev/null || exit 1
cat > /etc/docker/daemon.json <<'JSON'
{
  "labels": ["salle=204"],
  "max-concurrent-downloads": 2,
  "registry-mirrors": ["https://localhost:5001"]
}
JSON
systemctl restart docker || exit 1
for _ in $(seq 100); do curl -fs -o /dev/null http://localhost:5001/v2/ && break; sleep 0.1; done
mkdir -p /etc/atelier && touch $mark
