# Donner aux fichiers les noms demandés, remonter les volumes de l'ancien conteneur, et se fier au magasin du système.
cp ~/catalogue/serveur.crt ~/catalogue/fullchain.pem
cp ~/catalogue/serveur.key ~/catalogue/privkey.pem
docker stop catalogue && docker rename catalogue ancien
docker run -d --name catalogue --restart=unless-stopped -p 8443:5000 \
  -v catalogue-images:/var/lib/registry --mount type=bind,source="$HOME/catalogue",target=/certs \
  --env-file <(docker inspect --format '{{range .Config.Env}}{{println .}}{{end}}' ancien | grep REGISTRY) registry:2
docker rm ancien
cp ~/catalogue/serveur.crt /usr/local/share/ca-certificates/catalogue.crt && update-ca-certificates
