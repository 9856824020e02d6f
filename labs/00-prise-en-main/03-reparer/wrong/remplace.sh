# fails: reglages
# says: « sleep 3600 »
echo 25 > ~/minuteur/duree.txt
docker rm minuteur
docker run -d --name minuteur -v ~/minuteur:/reglages busybox sleep 3600
