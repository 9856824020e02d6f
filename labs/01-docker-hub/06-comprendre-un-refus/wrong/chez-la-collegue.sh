# fails: publie
# says: sous le nom « collegue/rapport:2.0 »
docker tag rapport:2.0 collegue/rapport:2.0
docker push collegue/rapport:2.0
echo dckr_pat_atelier | docker login -u apprenant --password-stdin
