# fails: marche
# says: « exited » | je ne trouve pas
echo 25 > ~/minuteur/duree.txt
