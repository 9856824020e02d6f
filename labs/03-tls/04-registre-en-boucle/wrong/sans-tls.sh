# fails: https
# says: répond en HTTP, en clair
docker rm -f catalogue
docker run -d --name catalogue --restart=always -p 8443:5000 -v catalogue-images:/var/lib/registry registry:2
