# fails: contenu
# says: l'image « busybox »
echo dckr_pat_atelier | docker login -u apprenant --password-stdin
docker pull busybox:stable
docker tag busybox:stable apprenant/rapport:2.0
docker push apprenant/rapport:2.0
