# Le réglage du registre dans un fichier, l'autorité à un autre endroit, et un moteur qui relit sans redémarrer.
mkdir -p ~/cache
cat > ~/cache/config.yml <<'YAML'
version: 0.1
storage:
  filesystem: {rootdirectory: /var/lib/registry}
http:
  addr: :5000
proxy:
  remoteurl: https://registry-1.docker.io
YAML
cp /usr/local/share/ca-certificates/atelier.crt ~/cache/autorite.crt
docker run -d --name cache --restart unless-stopped -p 127.0.0.1:5001:5000 -v cache-de-la-salle:/var/lib/registry \
  -v ~/cache:/reglages:ro -e SSL_CERT_FILE=/reglages/autorite.crt registry:2 /reglages/config.yml
jq -n '{"registry-mirrors": ["http://127.0.0.1:5001/"]}' > /etc/docker/daemon.json
systemctl reload docker
until curl -fs -o /dev/null http://localhost:5001/v2/; do sleep 0.2; done
docker pull python:3.13-slim
