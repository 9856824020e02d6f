# fails: nom
# says: « mysql:8.0 »
docker pull mysql:8.0
docker push mysql:8.0
