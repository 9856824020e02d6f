echo apprenant-2026 | docker login -u apprenant --password-stdin
docker rmi apprenant/page:1.0 page:1.0
docker pull apprenant/page:1.0
