# fails: conteneur
# says: son état est « created »
docker create -p 5000:5000 --name registry registry:2
