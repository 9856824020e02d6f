# Un premier envoi trop tôt, puis latest est déplacée.
echo apprenant-2026 | docker login -u apprenant --password-stdin
docker build -t apprenant/vitrine -t apprenant/vitrine:1.0 ~/vitrine/1.0
docker push --all-tags apprenant/vitrine
docker build -t apprenant/vitrine -t apprenant/vitrine:1.1 ~/vitrine/1.1
docker push apprenant/vitrine:1.1 && docker push apprenant/vitrine
