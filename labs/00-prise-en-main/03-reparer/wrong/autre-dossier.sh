# fails: reglages
# says: Aucun dossier n'est monté
echo 25 > ~/minuteur/duree.txt
docker rm minuteur
docker run -d --name minuteur busybox sh -c 'echo duree.txt; sleep 3600'
