# fails: stable
# says: La version 1.0 n'est plus sur le poste
docker image prune --force
docker tag catalogue:jeudi catalogue:essai
docker rmi catalogue:jeudi
