# fails: donnees
# says: aussi celui du conteneur « registry »
docker run -d --name registre-{{depot}} -p {{port}}:5000 -v donnees-registre:/var/lib/registry registry:2
docker pull nginx:1.28
docker tag nginx:1.28 localhost:{{port}}/{{depot}}:{{etiquette}}
until curl -fs -o /dev/null localhost:{{port}}/v2/; do sleep 0.2; done
mkdir -p ~/reponses
docker push localhost:{{port}}/{{depot}}:{{etiquette}} | tail -n 1 > ~/reponses/empreinte-{{depot}}.txt
