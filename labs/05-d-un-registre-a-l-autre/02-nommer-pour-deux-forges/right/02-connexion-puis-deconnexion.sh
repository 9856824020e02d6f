echo glpat-atelier | docker login -u apprenant --password-stdin registry.gitlab.atelier.test
echo ghp_atelier | docker login -u apprenant --password-stdin ghcr.io
skopeo copy --src-tls-verify=false docker://localhost:5000/miroir/nginx:1.28.0 docker://registry.gitlab.atelier.test/equipe-web/boutique/site/serveur:1.28.0
skopeo copy docker://registry.gitlab.atelier.test/equipe-web/boutique/site/serveur:1.28.0 docker://ghcr.io/equipe-web/site:1.28.0
docker logout registry.gitlab.atelier.test
docker logout ghcr.io
