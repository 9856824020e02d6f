# fails: moteur
# says: « https://localhost:5001/ »
docker run -d --name cache --restart=always -p 5001:5000 -v cache-hub:/var/lib/registry \
  -v /etc/ssl/certs/ca-certificates.crt:/etc/ssl/certs/ca-certificates.crt:ro \
  -e REGISTRY_PROXY_REMOTEURL=https://registry-1.docker.io registry:2
echo '{"registry-mirrors": ["https://localhost:5001"]}' > /etc/docker/daemon.json
systemctl restart docker
docker pull python:3.13-slim
