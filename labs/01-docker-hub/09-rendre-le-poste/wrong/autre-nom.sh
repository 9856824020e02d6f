# fails: image
# says: sous le nom « copie:1.0 »
docker logout
rm -f ~/jeton.txt
docker tag apprenant/page:1.0 copie:1.0
docker rmi apprenant/page:1.0
