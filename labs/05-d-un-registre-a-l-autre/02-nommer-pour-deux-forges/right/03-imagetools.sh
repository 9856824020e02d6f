# buildx lit les connexions de docker ; il fait confiance aux autorités du système.
echo glpat-atelier | docker login -u apprenant --password-stdin registry.gitlab.atelier.test
echo ghp_atelier | docker login -u apprenant --password-stdin ghcr.io
docker buildx imagetools create -t registry.gitlab.atelier.test/equipe-web/boutique/site/serveur:1.28.0 \
  localhost:5000/miroir/nginx:1.28.0
docker buildx imagetools create -t ghcr.io/equipe-web/site:1.28.0 localhost:5000/miroir/nginx:1.28.0
docker logout registry.gitlab.atelier.test; docker logout ghcr.io
