# fails: forme
# says: n'existe pas
cat ~/noms.txt
