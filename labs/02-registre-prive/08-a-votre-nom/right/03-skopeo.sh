# Copier de registre à registre, sans passer par les images du poste.
docker volume create images-{{depot}}
docker run -d --name {{depot}} -p {{port}}:5000 --mount source=images-{{depot}},target=/var/lib/registry registry:2
until curl -fs -o /dev/null localhost:{{port}}/v2/; do sleep 0.2; done
skopeo copy --dest-tls-verify=false docker://docker.io/library/nginx:1.28 docker://localhost:{{port}}/{{depot}}:{{etiquette}}
mkdir -p ~/reponses
skopeo inspect --tls-verify=false --format '{{.Digest}}' docker://localhost:{{port}}/{{depot}}:{{etiquette}} > ~/reponses/empreinte-{{depot}}.txt
