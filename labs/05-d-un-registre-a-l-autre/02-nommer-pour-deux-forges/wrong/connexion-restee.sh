# fails: sans-trace
# says: garde un jeton pour registry.gitlab.atelier.test et ghcr.io
echo glpat-atelier | docker login -u apprenant --password-stdin registry.gitlab.atelier.test
echo ghp_atelier | docker login -u apprenant --password-stdin ghcr.io
for nom in registry.gitlab.atelier.test/equipe-web/boutique/site/serveur ghcr.io/equipe-web/site; do
  skopeo copy --src-tls-verify=false docker://localhost:5000/miroir/nginx:1.28.0 "docker://$nom:1.28.0"
done
