# fails: session
# says: Aucune session
docker logout
docker push rapport:2.0
