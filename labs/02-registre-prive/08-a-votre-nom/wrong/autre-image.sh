# fails: contenu
# says: l'image « httpd »
docker run -d --name registre-{{depot}} -p {{port}}:5000 -v {{depot}}-donnees:/var/lib/registry registry:2
docker pull httpd:latest
docker tag httpd:latest localhost:{{port}}/{{depot}}:{{etiquette}}
until curl -fs -o /dev/null localhost:{{port}}/v2/; do sleep 0.2; done
mkdir -p ~/reponses
docker push localhost:{{port}}/{{depot}}:{{etiquette}} | tail -n 1 > ~/reponses/empreinte-{{depot}}.txt
