# fails: tiree
# says: aucun tirage
docker rmi apprenant/page:1.0
docker tag page:1.0 apprenant/page:1.0
