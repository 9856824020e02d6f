# Un dossier du poste pour ranger, le réseau du poste pour répondre, la politique ajoutée après coup.
mkdir -p ~/donnees-cache
docker create --name cache --network host -e REGISTRY_HTTP_ADDR=:5001 -v ~/donnees-cache:/var/lib/registry \
  --mount type=bind,source=/etc/ssl/certs,target=/etc/ssl/certs,readonly \
  --env REGISTRY_PROXY_REMOTEURL=https://registry-1.docker.io registry:2
docker update --restart=always cache && docker start cache
printf '{\n  "registry-mirrors": ["http://localhost:5001"]\n}\n' | tee /etc/docker/daemon.json
systemctl stop docker && systemctl start docker
until curl -fs -o /dev/null http://localhost:5001/v2/; do sleep 0.2; done
docker image pull --quiet python:3.13-slim
