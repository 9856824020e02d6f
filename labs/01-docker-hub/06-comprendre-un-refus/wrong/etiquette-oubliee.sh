# fails: publie
# says: n'a que l'étiquette « latest »
echo dckr_pat_atelier | docker login -u apprenant --password-stdin
docker tag rapport:2.0 apprenant/rapport
docker push apprenant/rapport
