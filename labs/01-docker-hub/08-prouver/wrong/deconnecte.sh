# fails: tiree
# says: la session Docker Hub est fermée
docker rmi apprenant/page:1.0 page:1.0
docker logout
docker pull apprenant/page:1.0
