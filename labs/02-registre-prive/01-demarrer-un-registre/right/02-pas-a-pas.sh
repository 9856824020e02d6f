# Tirer, créer, démarrer, et n'ouvrir le port que sur le poste lui-même.
docker pull registry:2
docker create --name registry --publish 127.0.0.1:5000:5000 registry:2
docker start registry
