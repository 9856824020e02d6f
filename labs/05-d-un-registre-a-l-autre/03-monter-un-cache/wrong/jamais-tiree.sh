# fails: passage
# says: Le moteur n'a pas l'image python:3.13-slim
docker run -d --name cache --restart=always -p 5001:5000 -v cache-hub:/var/lib/registry \
  -v /etc/ssl/certs/ca-certificates.crt:/etc/ssl/certs/ca-certificates.crt:ro \
  -e REGISTRY_PROXY_REMOTEURL=https://registry-1.docker.io registry:2
echo '{"registry-mirrors": ["http://localhost:5001"]}' > /etc/docker/daemon.json
systemctl restart docker
curl -s http://localhost:5001/v2/library/python/manifests/3.13-slim > /dev/null
