# fails: donnees
# says: un volume anonyme est monté sur /var/lib/registry
docker rm -f archives
docker run -d --name archives --restart=always -p 5005:5000 registry:2
