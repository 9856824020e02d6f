# fails: fichier
# says: « Bonjour.txt »
mkdir ~/carnet
echo "Bonjour" > ~/carnet/Bonjour.txt
