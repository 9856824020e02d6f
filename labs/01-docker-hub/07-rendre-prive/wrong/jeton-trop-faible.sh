# fails: prive
# says: Ce dépôt est public
acces=$(curl -s https://hub.docker.com/v2/auth/token -d '{"identifier": "apprenant", "secret": "dckr_pat_atelier"}' | jq -r .access_token)
curl -s https://hub.docker.com/v2/repositories/apprenant/page/privacy -H "Authorization: Bearer $acces" -d '{"is_private": true}'
DOCKER_CONFIG=$(mktemp -d) docker pull apprenant/page:1.0 2> ~/reponses/refus.txt
