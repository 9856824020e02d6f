# L'ancien conteneur est mis de côté et prête ses volumes ; le moteur relit ses réglages sans redémarrer.
docker stop cache && docker rename cache cache-ancien
docker run -d --name cache --restart=unless-stopped -p 5001:5000 --volumes-from cache-ancien \
  -e REGISTRY_PROXY_REMOTEURL=https://registry-1.docker.io registry:2
docker rm cache-ancien
jq '."registry-mirrors" = ["http://127.0.0.1:5001"]' /etc/docker/daemon.json > /tmp/daemon.json
cp /tmp/daemon.json /etc/docker/daemon.json && systemctl reload docker
until curl -fs -o /dev/null http://localhost:5001/v2/; do sleep 0.2; done
docker pull httpd:2.4
