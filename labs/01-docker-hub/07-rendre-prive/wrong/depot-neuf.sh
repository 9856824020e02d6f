# fails: prive
# says: Un autre est privé : « apprenant/page-privee »
acces=$(curl -s https://hub.docker.com/v2/auth/token -d '{"identifier": "apprenant", "secret": "apprenant-2026"}' | jq -r .access_token)
curl -s https://hub.docker.com/v2/namespaces/apprenant/repositories -H "Authorization: Bearer $acces" \
  -d '{"name": "page-privee", "is_private": true}'
