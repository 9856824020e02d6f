# fails: image
# says: sous le nom « apprenant/page:1.0 »
docker logout
rm -f ~/jeton.txt
