# fails: publie
# says: n'existe pas sur Docker Hub | celle du compte « apprenant »
docker build -t apprenant/page:1.0 ~/page
