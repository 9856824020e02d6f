# fails: cache
# says: x509 | l'autorité qui manque
docker run -d --name cache -p 5001:5000 -v cache-hub:/var/lib/registry \
  -e REGISTRY_PROXY_REMOTEURL=https://registry-1.docker.io registry:2
docker wait cache
echo '{"registry-mirrors": ["http://localhost:5001"]}' > /etc/docker/daemon.json
systemctl restart docker
docker pull python:3.13-slim
