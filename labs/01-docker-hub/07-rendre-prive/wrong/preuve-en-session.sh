# fails: preuve
# says: Image is up to date
acces=$(curl -s https://hub.docker.com/v2/auth/token -d '{"identifier": "apprenant", "secret": "apprenant-2026"}' | jq -r .access_token)
curl -s https://hub.docker.com/v2/repositories/apprenant/page/privacy -H "Authorization: Bearer $acces" -d '{"is_private": true}'
docker pull apprenant/page:1.0 > ~/reponses/refus.txt 2>&1
