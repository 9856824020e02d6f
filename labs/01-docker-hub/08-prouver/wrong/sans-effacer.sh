# fails: effacee
# says: elle s'appelle aussi « page:1.0 »
docker pull apprenant/page:1.0
