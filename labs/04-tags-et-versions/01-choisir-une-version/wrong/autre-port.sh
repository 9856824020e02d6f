# fails: repond
# says: 80 vers 80
docker run -d -p 80:80 --name web nginx:stable
