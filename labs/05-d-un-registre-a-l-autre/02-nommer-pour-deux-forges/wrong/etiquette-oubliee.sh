# fails: gitlab
# says: a les étiquettes « latest », mais pas « 1.28.0 »
export REGISTRY_AUTH_FILE=/tmp/auth.json
echo glpat-atelier | skopeo login -u apprenant --password-stdin registry.gitlab.atelier.test
echo ghp_atelier | skopeo login -u apprenant --password-stdin ghcr.io
skopeo copy --src-tls-verify=false docker://localhost:5000/miroir/nginx:1.28.0 docker://registry.gitlab.atelier.test/equipe-web/boutique/site/serveur
skopeo copy --src-tls-verify=false docker://localhost:5000/miroir/nginx:1.28.0 docker://ghcr.io/equipe-web/site:1.28.0
rm /tmp/auth.json
