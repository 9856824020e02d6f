acces=$(curl -s https://hub.docker.com/v2/auth/token -H 'Content-Type: application/json' \
  -d '{"identifier": "apprenant", "secret": "apprenant-2026"}' | jq -r .access_token)
curl -s https://hub.docker.com/v2/repositories/apprenant/page/privacy \
  -H "Authorization: Bearer $acces" -H 'Content-Type: application/json' -d '{"is_private": true}'
docker logout
docker pull apprenant/page:1.0 2> ~/reponses/refus.txt
echo apprenant-2026 | docker login -u apprenant --password-stdin
