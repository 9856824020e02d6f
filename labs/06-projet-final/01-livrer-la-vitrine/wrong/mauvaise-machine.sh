# fails: deploye
# says: Il y en a un sur votre poste
mkdir -p ~/certs ~/auth
openssl req -newkey rsa:2048 -nodes -keyout ~/certs/registre.key -x509 -days 365 -out ~/certs/registre.crt \
  -subj "/CN=registre.atelier.test" -addext "subjectAltName=DNS:registre.atelier.test"
htpasswd -Bbc ~/auth/htpasswd apprenant apprenant-2026
docker run -d --name registre --restart=always -p 443:5000 -v registre-donnees:/var/lib/registry \
  -v ~/certs:/certs:ro -v ~/auth:/auth:ro \
  -e REGISTRY_HTTP_TLS_CERTIFICATE=/certs/registre.crt -e REGISTRY_HTTP_TLS_KEY=/certs/registre.key \
  -e REGISTRY_AUTH=htpasswd -e REGISTRY_AUTH_HTPASSWD_REALM=Registre -e REGISTRY_AUTH_HTPASSWD_PATH=/auth/htpasswd registry:2
mkdir -p /etc/docker/certs.d/registre.atelier.test
cp ~/certs/registre.crt /etc/docker/certs.d/registre.atelier.test/ca.crt
until curl -fsk -o /dev/null -u apprenant:apprenant-2026 https://registre.atelier.test/v2/; do sleep 0.3; done
echo apprenant-2026 | docker login -u apprenant --password-stdin registre.atelier.test
cd ~/projet
docker build --build-arg VERSION=1.0.0 -t registre.atelier.test/vitrine:1.0.0 .
for etiquette in 1.0 1 latest; do docker tag registre.atelier.test/vitrine:1.0.0 registre.atelier.test/vitrine:$etiquette; done
docker push --all-tags registre.atelier.test/vitrine
echo '<h1>Horaires</h1><p>Du mardi au dimanche, de 7 h à 13 h.</p>' > site/horaires.html
docker build --build-arg VERSION=1.1.0 -t registre.atelier.test/vitrine:1.1.0 .
for etiquette in 1.1 1 latest; do docker tag registre.atelier.test/vitrine:1.1.0 registre.atelier.test/vitrine:$etiquette; done
docker push --all-tags registre.atelier.test/vitrine
ssh apprenant@machine2.atelier.test mkdir -p /etc/docker/certs.d/registre.atelier.test
scp ~/certs/registre.crt apprenant@machine2.atelier.test:/etc/docker/certs.d/registre.atelier.test/ca.crt
echo apprenant-2026 | ssh apprenant@machine2.atelier.test docker login -u apprenant --password-stdin registre.atelier.test
image=$(docker image inspect --format '{{index .RepoDigests 0}}' registre.atelier.test/vitrine:1.1.0)
docker run -d --name vitrine --restart=always -p 8080:80 "$image"
