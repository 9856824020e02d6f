# fails: autorisee
# says: UNSUPPORTED | Il n'a pas de variable
digest=$(curl -sI -H 'Accept: application/vnd.docker.distribution.manifest.v2+json' \
  http://localhost:5000/v2/essai/manifests/1.0 | tr -d '\r' | awk 'tolower($1) == "docker-content-digest:" {print $2}')
curl -s -X DELETE "http://localhost:5000/v2/essai/manifests/$digest"
