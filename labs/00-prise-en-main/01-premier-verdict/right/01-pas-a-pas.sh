mkdir ~/carnet
echo "Bonjour" > ~/carnet/bonjour.txt
