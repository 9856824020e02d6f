# fails: a-l-abri
# says: n'est plus ni sur le poste ni dans le registre
docker image prune --all --force
