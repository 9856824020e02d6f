# fails: voisin
# says: devenu privé lui aussi
acces=$(curl -s https://hub.docker.com/v2/auth/token -d '{"identifier": "apprenant", "secret": "apprenant-2026"}' | jq -r .access_token)
for depot in page rapport; do
  curl -s "https://hub.docker.com/v2/repositories/apprenant/$depot/privacy" -H "Authorization: Bearer $acces" -d '{"is_private": true}'
done
DOCKER_CONFIG=$(mktemp -d) docker pull apprenant/page:1.0 2> ~/reponses/refus.txt
