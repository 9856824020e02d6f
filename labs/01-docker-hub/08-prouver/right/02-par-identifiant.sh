# Par l'identifiant, avec tous ses noms d'un coup.
docker login -u apprenant --password-stdin <<< dckr_pat_atelier
docker rmi --force "$(docker images --quiet apprenant/page:1.0)"
docker image pull apprenant/page:1.0
