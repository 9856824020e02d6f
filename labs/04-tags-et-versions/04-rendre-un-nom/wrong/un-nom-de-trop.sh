# fails: un-seul-nom
# says: « catalogue:jeudi »
docker tag "$(docker images --quiet --filter dangling=true --filter label=atelier.catalogue=1.0)" catalogue:stable
docker tag catalogue:jeudi catalogue:essai
