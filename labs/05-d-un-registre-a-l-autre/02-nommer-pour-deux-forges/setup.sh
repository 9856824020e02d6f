# Joue deux forges sur le poste : registry.gitlab.atelier.test et ghcr.io, chacune avec son adresse, son certificat
# et ses comptes. Ce ne sont que des registres : ils n'ont ni projets, ni pages web.
place=/etc/atelier
mkdir -p $place/gitlab $place/github
ip address add 192.0.2.10/32 dev lo 2>/dev/null
ip address add 192.0.2.20/32 dev lo 2>/dev/null
grep -q 'registry.gitlab.atelier.test' /etc/hosts || printf '192.0.2.10\tregistry.gitlab.atelier.test\n192.0.2.20\tghcr.io\n' >> /etc/hosts
if [ ! -s $place/ca.crt ]; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 365 -subj '/O=Atelier/CN=Forges de l atelier' \
    -addext 'subjectAltName=DNS:registry.gitlab.atelier.test,DNS:ghcr.io' -keyout $place/forges.key -out $place/ca.crt 2>/dev/null || exit 1
fi
htpasswd -Bbn apprenant glpat-atelier > $place/gitlab/htpasswd && htpasswd -Bbn gitlab-ci-token glcbt-64-atelier >> $place/gitlab/htpasswd || exit 1
htpasswd -Bbn apprenant ghp_atelier > $place/github/htpasswd && htpasswd -Bbn collegue ghs_atelier >> $place/github/htpasswd || exit 1
cat > $place/forges.json <<'JSON'
{
  "gitlab": {
    "variables": {
      "CI_PROJECT_NAME": "site",
      "CI_PROJECT_NAMESPACE": "equipe-web/boutique",
      "CI_PROJECT_PATH": "equipe-web/boutique/site",
      "CI_REGISTRY": "registry.gitlab.atelier.test",
      "CI_REGISTRY_IMAGE": "registry.gitlab.atelier.test/equipe-web/boutique/site",
      "CI_REGISTRY_USER": "gitlab-ci-token"
    },
    "secrets": {"CI_REGISTRY_PASSWORD": "glcbt-64-atelier"}
  },
  "github": {
    "variables": {"repository": "Equipe-Web/Site", "actor": "collegue"},
    "secrets": {"GITHUB_TOKEN": "ghs_atelier"}
  }
}
JSON
for name in registry.gitlab.atelier.test ghcr.io; do
  mkdir -p /etc/docker/certs.d/$name && cp $place/ca.crt /etc/docker/certs.d/$name/ca.crt
done
if ! cmp -s $place/ca.crt /usr/local/share/ca-certificates/forges.crt; then
  cp $place/ca.crt /usr/local/share/ca-certificates/forges.crt && update-ca-certificates > /dev/null 2>&1
fi
start() { # start CONTAINER ADDRESS FOLDER
  [ "$(docker container inspect --format '{{.State.Running}}' "$1" 2>/dev/null)" = true ] && return
  docker rm -f "$1" > /dev/null 2>&1
  docker run -d --name "$1" --restart=always -p "$2:443:5000" -v "$1:/var/lib/registry" -v $place:/atelier:ro \
    -e REGISTRY_HTTP_TLS_CERTIFICATE=/atelier/ca.crt -e REGISTRY_HTTP_TLS_KEY=/atelier/forges.key \
    -e REGISTRY_AUTH=htpasswd -e REGISTRY_AUTH_HTPASSWD_REALM="$1" -e REGISTRY_AUTH_HTPASSWD_PATH="/atelier/$3/htpasswd" \
    registry:2 > /dev/null
}
start forge-gitlab 192.0.2.10 gitlab && start forge-github 192.0.2.20 github || exit 1
# Le moteur ne relit /etc/hosts que toutes les cinq secondes.
knows() { # knows NAME USER PASSWORD
  for _ in $(seq 80); do
    curl -fs -o /dev/null --unix-socket /run/docker.sock -H 'Content-Type: application/json' \
      -d "{\"serveraddress\":\"$1\",\"username\":\"$2\",\"password\":\"$3\"}" http://engine/auth && return
    sleep 0.2
  done
  return 1
}
knows registry.gitlab.atelier.test apprenant glpat-atelier && knows ghcr.io apprenant ghp_atelier
