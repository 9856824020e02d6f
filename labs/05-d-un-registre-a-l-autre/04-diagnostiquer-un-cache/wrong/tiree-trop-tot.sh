# fails: passage
# says: le moteur est passé à côté
docker pull httpd:2.4
docker stop cache && docker rename cache ancien
docker run -d --name cache --restart=always -p 5001:5000 --volumes-from ancien \
  -e REGISTRY_PROXY_REMOTEURL=https://registry-1.docker.io registry:2
docker rm ancien
sed -i 's|https://localhost:5001|http://localhost:5001|' /etc/docker/daemon.json
systemctl restart docker
until curl -fs -o /dev/null http://localhost:5001/v2/; do sleep 0.2; done
docker pull httpd:2.4
