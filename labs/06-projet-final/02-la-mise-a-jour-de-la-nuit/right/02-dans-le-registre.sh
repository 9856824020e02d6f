# Rien ne passe par le moteur du poste : tout se demande au registre, par son API.
depot=$(ssh machine2 docker inspect --format '{{.Config.Image}}' vitrine | sed 's/:[^:]*$//')
api="curl -sk -u apprenant:apprenant-2026 https://${depot%/vitrine}/v2/vitrine/manifests"
types='application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json'
empreinte() { $api/$1 -H "Accept: $types" | sha256sum | sed 's/^/sha256:/; s/ .*//'; }
mkdir -p ~/reponses && empreinte 1.1.1 | tee ~/reponses/fautive.txt
nature=$($api/1.1.0 -H "Accept: $types" -o /tmp/manifeste -w '%{content_type}')
for etiquette in 1.1 1 latest; do $api/$etiquette -X PUT -H "Content-Type: $nature" --data-binary @/tmp/manifeste; done
ssh machine2 bash -s "$depot@$(empreinte 1.1.0)" << 'FIN'
docker stop vitrine && docker rename vitrine vitrine-en-panne
docker create --name vitrine --restart=unless-stopped -p 8080:80 "$1"
docker rm vitrine-en-panne && docker start vitrine
FIN
