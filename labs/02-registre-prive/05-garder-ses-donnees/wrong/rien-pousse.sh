# fails: images
# says: Le catalogue du registre est vide
docker rm -f registry
docker run -d -p 5000:5000 -v donnees-registre:/var/lib/registry --name registry registry:2
