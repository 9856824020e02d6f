# fails: redemarrage
# says: est « no »
docker rm -f archives
docker run -d --name archives -p 5005:5000 -v archives-donnees:/var/lib/registry registry:2
