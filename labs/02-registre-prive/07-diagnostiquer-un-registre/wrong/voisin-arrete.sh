# fails: voisin
# says: connexion refusée
docker rm -f archives
docker run -d --name archives --restart=always -p 5005:5000 -v archives-donnees:/var/lib/registry registry:2
docker stop registry
