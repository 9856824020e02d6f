# Une petite autorité à soi, que le système des deux machines apprend ; un autre port ; un dossier du poste.
mkdir -p ~/ac ~/registre/images && cd ~/ac
openssl req -x509 -newkey rsa:2048 -nodes -days 1825 -keyout ac.key -out ac.crt -subj "/O=Boulangerie/CN=AC du port"
openssl req -newkey rsa:2048 -nodes -keyout serveur.key -out serveur.csr -subj "/O=Boulangerie/CN=registre"
printf 'subjectAltName=DNS:registre.atelier.test\n' > noms
openssl x509 -req -in serveur.csr -CA ac.crt -CAkey ac.key -CAcreateserial -days 365 -extfile noms -out serveur.crt
cp ac.crt /usr/local/share/ca-certificates/boulangerie.crt && update-ca-certificates
scp ac.crt machine2:/usr/local/share/ca-certificates/boulangerie.crt
ssh machine2 'update-ca-certificates && systemctl restart docker'
systemctl restart docker
htpasswd -Bbc ~/registre/comptes apprenant apprenant-2026
docker create --name depot-images --restart always -p 5443:5443 -v ~/registre/images:/var/lib/registry \
  -v ~/ac:/ac:ro -v ~/registre/comptes:/comptes:ro -e REGISTRY_HTTP_ADDR=0.0.0.0:5443 \
  -e REGISTRY_HTTP_TLS_CERTIFICATE=/ac/serveur.crt -e REGISTRY_HTTP_TLS_KEY=/ac/serveur.key \
  -e REGISTRY_AUTH_HTPASSWD_REALM=Images -e REGISTRY_AUTH_HTPASSWD_PATH=/comptes registry:2
docker start depot-images
until curl -fs -o /dev/null -u apprenant:apprenant-2026 https://registre.atelier.test:5443/v2/; do sleep 0.3; done

# Les images sont construites sous un nom local, et skopeo les porte au registre.
docker build -q --build-arg VERSION=1.0.0 -t vitrine:v1 ~/projet
echo '<p>Ouvert le dimanche.</p>' > ~/projet/site/horaires.html
docker build -q --build-arg VERSION=1.1.0 -t vitrine:v2 ~/projet
skopeo login -u apprenant -p apprenant-2026 registre.atelier.test:5443
porter() { skopeo copy -q "docker-daemon:vitrine:$1" "docker://registre.atelier.test:5443/vitrine:$2"; }
porter v1 1.0.0
porter v2 1.1.0
recopier() { skopeo copy -q "docker://registre.atelier.test:5443/vitrine:$1" "docker://registre.atelier.test:5443/vitrine:$2"; }
recopier 1.0.0 1.0
for etiquette in 1.1 1 latest; do recopier 1.1.0 $etiquette; done

# machine2 lit elle-même l'empreinte, et s'en sert.
ssh machine2 bash -s << 'FIN'
docker login -u apprenant -p apprenant-2026 registre.atelier.test:5443
docker pull -q registre.atelier.test:5443/vitrine:1.1.0
docker run -d --name vitrine --restart unless-stopped -p 8080:80 \
  "$(docker inspect --format '{{index .RepoDigests 0}}' registre.atelier.test:5443/vitrine:1.1.0)"
FIN
