# fails: nouvelle
# says: L'image envoyée sous l'étiquette « 1.1 » est la version « 1.0 »
echo apprenant-2026 | docker login -u apprenant --password-stdin
docker build -t apprenant/vitrine:1.0 ~/vitrine/1.0
docker tag apprenant/vitrine:1.0 apprenant/vitrine:1.1
docker tag apprenant/vitrine:1.0 apprenant/vitrine:latest
docker push --all-tags apprenant/vitrine
