# fails: identiques
# says: sans passer par le moteur
echo glpat-atelier | docker login -u apprenant --password-stdin registry.gitlab.atelier.test
echo ghp_atelier | docker login -u apprenant --password-stdin ghcr.io
docker pull nginx:1.28.0
for nom in registry.gitlab.atelier.test/equipe-web/boutique/site/serveur ghcr.io/equipe-web/site; do
  docker tag nginx:1.28.0 "$nom:1.28.0" && docker push "$nom:1.28.0"
done
docker logout registry.gitlab.atelier.test; docker logout ghcr.io
