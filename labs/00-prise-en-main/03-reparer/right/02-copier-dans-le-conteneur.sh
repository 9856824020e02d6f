# Copier le fichier dans le conteneur arrêté : il arrive dans le dossier monté.
echo 5 > /tmp/duree.txt
docker cp /tmp/duree.txt minuteur:/reglages/duree.txt
docker restart minuteur
