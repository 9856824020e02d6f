docker logs minuteur
docker inspect --format '{{json .Mounts}}' minuteur
echo 25 > ~/minuteur/duree.txt
docker start minuteur
