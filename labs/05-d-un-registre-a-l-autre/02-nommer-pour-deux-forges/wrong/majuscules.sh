# fails: github
# says: ghcr.io n'a encore rien reçu
export REGISTRY_AUTH_FILE=/tmp/auth.json
echo glpat-atelier | skopeo login -u apprenant --password-stdin registry.gitlab.atelier.test
echo ghp_atelier | skopeo login -u apprenant --password-stdin ghcr.io
for cible in registry.gitlab.atelier.test/equipe-web/boutique/site/serveur ghcr.io/Equipe-Web/Site; do
  skopeo copy --src-tls-verify=false docker://localhost:5000/miroir/nginx:1.28.0 "docker://$cible:1.28.0"
done
rm /tmp/auth.json
