# fails: essai
# says: La version 1.1-essai n'est plus sur le poste
docker tag "$(docker images --quiet --filter dangling=true --filter label=atelier.catalogue=1.0)" catalogue:stable
docker rmi catalogue:jeudi
