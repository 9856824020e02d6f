# fails: duree
# says: est « no »
docker run -d --name cache -p 5001:5000 -v cache-hub:/var/lib/registry \
  -v /etc/ssl/certs/ca-certificates.crt:/etc/ssl/certs/ca-certificates.crt:ro \
  -e REGISTRY_PROXY_REMOTEURL=https://registry-1.docker.io registry:2
echo '{"registry-mirrors": ["http://localhost:5001"]}' > /etc/docker/daemon.json
systemctl restart docker
docker start cache
until curl -fs -o /dev/null http://localhost:5001/v2/; do sleep 0.2; done
docker pull python:3.13-slim
