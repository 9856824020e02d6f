# fails: prive
# says: Le dépôt est public
acces=$(curl -s https://hub.docker.com/v2/auth/token -d '{"identifier": "apprenant", "secret": "apprenant-2026"}' | jq -r .access_token)
curl -s https://hub.docker.com/v2/repositories/apprenant/page/privacy -H "Authorization: Bearer $acces" -d '{"is_private": false}'
docker logout
docker rmi apprenant/page:1.0 page:1.0
docker pull apprenant/page:1.0
