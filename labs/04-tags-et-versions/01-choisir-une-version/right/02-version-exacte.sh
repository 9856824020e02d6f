# Nommer la version exacte, et passer par les étapes : tirer, créer, démarrer.
docker pull --quiet nginx:1.28.0
docker create --name web --publish 8080:80 nginx:1.28.0
docker start web
