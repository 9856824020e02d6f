echo apprenant-2026 | docker login -u apprenant --password-stdin
docker build -t apprenant/vitrine:1.0 ~/vitrine/1.0
docker build -t apprenant/vitrine:1.1 ~/vitrine/1.1
docker push apprenant/vitrine:1.0
docker push apprenant/vitrine:1.1
docker tag apprenant/vitrine:1.1 apprenant/vitrine:latest
docker push apprenant/vitrine:latest
