# fails: par-defaut
# says: L'étiquette latest désigne la version « 1.0 »
echo apprenant-2026 | docker login -u apprenant --password-stdin
docker build -t apprenant/vitrine:1.0 -t apprenant/vitrine ~/vitrine/1.0
docker build -t apprenant/vitrine:1.1 ~/vitrine/1.1
docker push --all-tags apprenant/vitrine
