docker logout
rm -f ~/jeton.txt
docker rmi apprenant/page:1.0
docker image inspect page:1.0 > /dev/null 2>&1 && docker rmi page:1.0
docker images
