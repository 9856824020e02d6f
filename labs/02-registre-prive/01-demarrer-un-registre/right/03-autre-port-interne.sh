# Le registre peut écouter ailleurs dans son conteneur : seul compte le port 5000 du poste.
docker run --detach --restart=always --env REGISTRY_HTTP_ADDR=0.0.0.0:8080 --publish 5000:8080 --name registry registry:2
