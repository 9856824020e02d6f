# fails: repond
# says: publie le port 5050 et non 5005
docker rm -f archives
docker run -d --name archives --restart=always -p 5050:5000 -v archives-donnees:/var/lib/registry registry:2
