docker tag catalogue:jeudi catalogue:essai
docker tag "$(docker images --quiet --filter label=atelier.catalogue=1.0)" catalogue:stable
docker rmi catalogue:jeudi
