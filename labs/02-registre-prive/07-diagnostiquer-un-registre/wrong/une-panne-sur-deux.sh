# fails: repond
# says: mène au port 5050 du conteneur
docker rm -f archives
docker run -d --name archives --restart=always -p 5005:5050 -v archives-donnees:/var/lib/registry registry:2
