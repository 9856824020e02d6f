# fails: relais
# says: vaut « https://hub.docker.com »
sed -i 's|https://localhost:5001|http://localhost:5001|' /etc/docker/daemon.json
systemctl restart docker
docker pull httpd:2.4
