# fails: https
# says: répond en HTTP, en clair
docker restart recette
