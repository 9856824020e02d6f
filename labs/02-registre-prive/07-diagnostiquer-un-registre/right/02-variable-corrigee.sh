# Garder le port 5050 du conteneur, et corriger l'adresse d'écoute.
docker stop archives && docker rm archives
docker run -d --name archives --restart=unless-stopped -p 5005:5050 -e REGISTRY_HTTP_ADDR=0.0.0.0:5050 \
  --volume archives-donnees:/var/lib/registry registry:2
