# fails: contenu
# says: Il est vide
mkdir ~/carnet
touch ~/carnet/bonjour.txt
