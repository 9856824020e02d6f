# fails: droits
# says: « 640 »
docker login -u apprenant --password-stdin < ~/jeton.txt
chmod 640 ~/jeton.txt
