# fails: ancienne
# says: Docker Hub a reçu « apprenant/vitrine:1.1 », « apprenant/vitrine:latest »
echo apprenant-2026 | docker login -u apprenant --password-stdin
docker build -t apprenant/vitrine:1.1 -t apprenant/vitrine ~/vitrine/1.1
docker push --all-tags apprenant/vitrine
