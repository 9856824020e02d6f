# docker login ne fait qu'essayer le secret, puis l'écrire : on peut l'écrire soi-même.
chmod go= ~/jeton.txt
mkdir -p ~/.docker
jq -n --arg auth "$(printf 'apprenant:%s' "$(cat ~/jeton.txt)" | base64 -w 0)" \
  '{auths: {"https://index.docker.io/v1/": {auth: $auth}}}' > ~/.docker/config.json
chmod 600 ~/.docker/config.json
