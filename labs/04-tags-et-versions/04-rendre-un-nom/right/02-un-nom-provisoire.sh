# Mettre d'abord l'image sans nom à l'abri, puis redistribuer les noms un à un.
orpheline=$(docker image ls --filter dangling=true --filter label=atelier.catalogue --format '{{.ID}}' | head -n 1)
docker image tag "$orpheline" catalogue:a-garder
docker image tag catalogue:stable catalogue:essai
docker image rm catalogue:stable catalogue:jeudi
docker image tag catalogue:a-garder catalogue:stable
docker image rm catalogue:a-garder
