# fails: reponse
# says: mène au port 80 du conteneur
docker run -d -p 5000:80 --name registry registry:2
