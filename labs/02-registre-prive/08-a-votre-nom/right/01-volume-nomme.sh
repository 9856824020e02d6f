docker run -d --name registre-{{depot}} -p {{port}}:5000 -v {{depot}}-donnees:/var/lib/registry registry:2
docker pull nginx:1.28
docker tag nginx:1.28 localhost:{{port}}/{{depot}}:{{etiquette}}
until curl -fs -o /dev/null localhost:{{port}}/v2/; do sleep 0.2; done
docker push localhost:{{port}}/{{depot}}:{{etiquette}}
mkdir -p ~/reponses
curl -sI -H 'Accept: application/vnd.docker.distribution.manifest.v2+json' \
  localhost:{{port}}/v2/{{depot}}/manifests/{{etiquette}} \
  | grep -i docker-content-digest | cut -d ' ' -f 2 | tr -d '\r' > ~/reponses/empreinte-{{depot}}.txt
