# fails: session
# says: Le compte « apprenant » y est encore
docker logout registre.atelier.test
rm -f ~/jeton.txt
docker rmi apprenant/page:1.0
