# Laisse un registre qui tourne, mais en clair (une variable mal écrite) et avec la clé d'un autre certificat.
docker container inspect recette > /dev/null 2>&1 && exit 0
nom=registre.atelier.test
mkdir -p ~/recette && cd ~/recette || exit 1
if [ ! -s recette.crt ]; then
  for annee in 2024 2025 2026; do openssl genrsa -out "cle-$annee.pem" 2048 2> /dev/null; done
  openssl req -x509 -key cle-2025.pem -set_serial 0x20260917 -out recette.crt -days 365 -subj "/O=Recette/CN=$nom" \
    -addext "subjectAltName=DNS:$nom" 2> /dev/null
fi
mkdir -p "/etc/docker/certs.d/$nom:9443" && cp recette.crt "/etc/docker/certs.d/$nom:9443/ca.crt"
present=$(docker image ls --quiet httpd:latest)
docker run -d --name recette --restart=always -p 9443:5000 -v recette-images:/var/lib/registry -v ~/recette:/certs:ro \
  -e REGISTRY_HTTP_TLS_CERTIFICAT=/certs/recette.crt -e REGISTRY_HTTP_TLS_KEY=/certs/cle-2026.pem registry:2 > /dev/null || exit 1
for _ in $(seq 100); do curl -fs -o /dev/null http://localhost:9443/v2/ && break; sleep 0.1; done
docker pull --quiet httpd:latest && docker tag httpd:latest localhost:9443/essais:7 && docker push --quiet localhost:9443/essais:7 || exit 1
docker rmi localhost:9443/essais:7 > /dev/null
[ -n "$present" ] || docker rmi httpd:latest > /dev/null
