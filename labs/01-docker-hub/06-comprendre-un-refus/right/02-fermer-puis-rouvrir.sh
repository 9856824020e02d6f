# Fermer d'abord la session de la collègue, et renommer l'image au lieu de lui donner un nom de plus.
docker logout
docker image tag "$(docker images --quiet rapport:2.0)" apprenant/rapport:2.0 && docker rmi rapport:2.0
echo dckr_pat_atelier | docker login -u apprenant --password-stdin
docker push --all-tags apprenant/rapport
