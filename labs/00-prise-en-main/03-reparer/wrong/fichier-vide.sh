# fails: fichier
# says: Ce fichier est vide
touch ~/minuteur/duree.txt
docker start minuteur
