# Rien n'est poussé de nouveau : l'ancien registre confie ses fichiers au nouveau volume.
docker pull mysql:8.0 && docker tag mysql:8.0 localhost:5000/mysql:8.0 && docker push localhost:5000/mysql:8.0
docker volume create donnees-registre
docker run --rm --volumes-from registry -v donnees-registre:/copie busybox cp -a /var/lib/registry/. /copie/
docker stop registry && docker rm registry
docker create --name registry --publish 5000:5000 \
  --mount type=volume,source=donnees-registre,target=/var/lib/registry registry:2
docker start registry
