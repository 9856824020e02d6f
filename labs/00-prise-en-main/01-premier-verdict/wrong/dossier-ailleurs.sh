# fails: dossier
# says: Rien ne porte ce nom
mkdir -p /tmp/carnet
echo "Bonjour" > /tmp/carnet/bonjour.txt
