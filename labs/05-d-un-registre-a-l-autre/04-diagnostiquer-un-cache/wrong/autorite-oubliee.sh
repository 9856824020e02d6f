# fails: relais
# says: certificate signed by unknown authority
volume=$(docker inspect --format '{{range .Mounts}}{{if eq .Destination "/var/lib/registry"}}{{.Name}}{{end}}{{end}}' cache)
docker rm -f cache
docker run -d --name cache --restart=always -p 5001:5000 -v "$volume:/var/lib/registry" \
  -e REGISTRY_PROXY_REMOTEURL=https://registry-1.docker.io registry:2
sed -i 's|https://localhost:5001|http://localhost:5001|' /etc/docker/daemon.json
systemctl restart docker
docker pull httpd:2.4
