# fails: image
# says: provient de l'image « nginx:1.25.0 »
docker run -d -p 5000:80 --name registry nginx:1.25.0
