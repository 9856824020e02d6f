# fails: fichier
# says: Ce dossier est vide
docker start minuteur
