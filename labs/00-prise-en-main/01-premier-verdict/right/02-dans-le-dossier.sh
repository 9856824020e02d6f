# Se placer dans le dossier, et y écrire plusieurs lignes d'un coup.
mkdir -p ~/carnet && cd ~/carnet
cat > bonjour.txt << 'FIN'
Premier fichier du cours.
Bonjour à qui le lira.
FIN
