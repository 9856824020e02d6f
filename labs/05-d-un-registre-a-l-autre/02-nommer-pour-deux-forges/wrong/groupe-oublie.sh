# fails: gitlab
# says: a reçu « site/serveur »
export REGISTRY_AUTH_FILE=/tmp/auth.json
echo glpat-atelier | skopeo login -u apprenant --password-stdin registry.gitlab.atelier.test
echo ghp_atelier | skopeo login -u apprenant --password-stdin ghcr.io
for cible in registry.gitlab.atelier.test/site/serveur ghcr.io/equipe-web/site; do
  skopeo copy --src-tls-verify=false docker://localhost:5000/miroir/nginx:1.28.0 "docker://$cible:1.28.0"
done
rm /tmp/auth.json
