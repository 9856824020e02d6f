# Un dossier du poste pour les images, un port d'écoute choisi par variable, et l'empreinte lue à l'envoi.
mkdir -p ~/{{depot}} ~/reponses
docker run -d --name second -e REGISTRY_HTTP_ADDR=:{{port}} -p {{port}}:{{port}} \
  -v ~/{{depot}}:/var/lib/registry --restart=always registry:2
docker pull -q nginx:1.28
docker image tag nginx:1.28 localhost:{{port}}/{{depot}}:{{etiquette}}
until curl -fs -o /dev/null localhost:{{port}}/v2/; do sleep 0.2; done
docker image push localhost:{{port}}/{{depot}}:{{etiquette}} | tail -n 1 | tee ~/reponses/empreinte-{{depot}}.txt
