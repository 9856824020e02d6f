# fails: droits
# says: « 644 »
docker login -u apprenant --password-stdin < ~/jeton.txt
