# fails: fichier
# says: dans votre dossier personnel
mkdir ~/carnet
echo "Bonjour" > ~/bonjour.txt
