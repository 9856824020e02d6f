# fails: sans-trace
# says: auth.json » garde un jeton pour ghcr.io
echo glpat-atelier | docker login -u apprenant --password-stdin registry.gitlab.atelier.test
echo ghp_atelier | skopeo login -u apprenant --password-stdin ghcr.io
for nom in registry.gitlab.atelier.test/equipe-web/boutique/site/serveur ghcr.io/equipe-web/site; do
  skopeo copy --src-tls-verify=false docker://localhost:5000/miroir/nginx:1.28.0 "docker://$nom:1.28.0"
done
docker logout registry.gitlab.atelier.test; docker logout ghcr.io
