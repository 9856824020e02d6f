# fails: fichier
# says: « ~/duree.txt » | pas le dossier que lit le conteneur
echo 25 > ~/duree.txt
docker start minuteur
