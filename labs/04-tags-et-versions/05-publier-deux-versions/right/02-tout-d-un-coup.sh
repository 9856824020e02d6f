# Deux noms dès la construction, une seule commande pour tout envoyer, et un jeton au lieu du mot de passe.
docker login --username apprenant --password-stdin <<< dckr_pat_atelier
docker build --quiet --tag apprenant/vitrine:1.1 --tag apprenant/vitrine ~/vitrine/1.1
docker build --quiet --tag apprenant/vitrine:1.0 ~/vitrine/1.0
docker push --quiet --all-tags apprenant/vitrine
