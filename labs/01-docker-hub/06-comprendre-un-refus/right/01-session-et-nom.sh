jq -r '.auths[].auth' ~/.docker/config.json | base64 -d
docker login -u apprenant --password-stdin < ~/jeton.txt || echo apprenant-2026 | docker login -u apprenant --password-stdin
docker tag rapport:2.0 apprenant/rapport:2.0
docker push apprenant/rapport:2.0
