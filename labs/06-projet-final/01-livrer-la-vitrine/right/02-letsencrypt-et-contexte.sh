# L'autorité publique : les deux machines la connaissent déjà. Les réglages sont dans un fichier, le déploiement
# passe par un contexte Docker, et les étiquettes sont posées dans le registre, sans repasser par le poste.
certbot certonly --standalone -d registre.atelier.test -n --agree-tos --register-unsafely-without-email
mkdir -p ~/registre && cd ~/registre
htpasswd -Bbn apprenant apprenant-2026 > comptes
cat > config.yml << 'FIN'
version: 0.1
storage:
  filesystem:
    rootdirectory: /var/lib/registry
http:
  addr: :443
  tls:
    certificate: /etc/letsencrypt/live/registre.atelier.test/fullchain.pem
    key: /etc/letsencrypt/live/registre.atelier.test/privkey.pem
auth:
  htpasswd:
    realm: Registre
    path: /etc/docker/registry/comptes
FIN
docker run -d --name facteur --restart=unless-stopped -p 443:443 -v "$PWD":/etc/docker/registry:ro \
  -v /etc/letsencrypt:/etc/letsencrypt:ro --mount type=volume,source=images,target=/var/lib/registry registry:2
until curl -fs -o /dev/null -u apprenant:apprenant-2026 https://registre.atelier.test/v2/; do sleep 0.3; done
docker login -u apprenant -p apprenant-2026 registre.atelier.test

publier() { # publier VERSION ÉTIQUETTE…
  local version=$1; shift
  docker build -q --build-arg VERSION="$version" -t "registre.atelier.test/vitrine:$version" ~/projet
  docker push -q "registre.atelier.test/vitrine:$version"
  for etiquette in "$@"; do
    docker buildx imagetools create -t "registre.atelier.test/vitrine:$etiquette" "registre.atelier.test/vitrine:$version"
  done
}
publier 1.0.0 1.0 1 latest
printf '<h1>Horaires</h1>\n' > ~/projet/site/horaires.html
publier 1.1.0 1.1 1 latest

empreinte=$(skopeo inspect --format '{{.Digest}}' docker://registre.atelier.test/vitrine:1.1.0)
docker context create serveur --docker host=ssh://apprenant@machine2.atelier.test
docker --context serveur pull "registre.atelier.test/vitrine@$empreinte"
docker --context serveur create --name vitrine -p 8080:80 "registre.atelier.test/vitrine@$empreinte"
docker --context serveur update --restart unless-stopped vitrine
docker --context serveur start vitrine
