# fails: stable
# says: désigne la version « 1.1-essai » | est encore sur le poste
docker tag catalogue:jeudi catalogue:essai
docker rmi catalogue:jeudi
