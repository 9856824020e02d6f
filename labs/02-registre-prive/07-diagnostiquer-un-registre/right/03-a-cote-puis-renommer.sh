# Mettre l'ancien de côté, monter ses volumes dans le nouveau, régler le redémarrage après coup.
docker stop archives
docker rename archives archives-en-panne
docker run -d --name archives -p 5005:5000 --volumes-from archives-en-panne registry:2
docker update --restart=always archives
docker rm archives-en-panne
