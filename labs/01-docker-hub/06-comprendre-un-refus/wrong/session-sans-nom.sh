# fails: publie
# says: s'appelle « rapport:2.0 »
echo dckr_pat_atelier | docker login -u apprenant --password-stdin
docker push rapport:2.0
