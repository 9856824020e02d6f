# fails: par-defaut
# says: n'a pas d'étiquette latest
echo apprenant-2026 | docker login -u apprenant --password-stdin
for version in 1.0 1.1; do
  docker build -t apprenant/vitrine:$version ~/vitrine/$version
  docker push apprenant/vitrine:$version
done
