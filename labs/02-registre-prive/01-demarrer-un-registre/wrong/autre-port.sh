# fails: port
# says: publie le port 5001 et non 5000
docker run -d -p 5001:5000 --name registry registry:2
