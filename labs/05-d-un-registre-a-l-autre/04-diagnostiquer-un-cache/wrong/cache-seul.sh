# fails: moteur
# says: Le moteur a pour miroir « https://localhost:5001/ »
docker stop cache && docker rename cache ancien
docker run -d --name cache --restart=always -p 5001:5000 --volumes-from ancien \
  -e REGISTRY_PROXY_REMOTEURL=https://registry-1.docker.io registry:2
docker rm ancien
docker pull httpd:2.4
