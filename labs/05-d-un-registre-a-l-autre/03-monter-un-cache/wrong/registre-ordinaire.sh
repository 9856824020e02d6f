# fails: cache
# says: c'est un registre ordinaire
docker run -d --name cache --restart=always -p 5001:5000 -v cache-hub:/var/lib/registry registry:2
echo '{"registry-mirrors": ["http://localhost:5001"]}' > /etc/docker/daemon.json
systemctl restart docker
docker pull python:3.13-slim
