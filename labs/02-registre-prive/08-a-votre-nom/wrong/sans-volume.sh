# fails: donnees
# says: un volume anonyme est monté sur /var/lib/registry
docker run -d --name registre-{{depot}} -p {{port}}:5000 registry:2
docker pull nginx:1.28
docker tag nginx:1.28 localhost:{{port}}/{{depot}}:{{etiquette}}
until curl -fs -o /dev/null localhost:{{port}}/v2/; do sleep 0.2; done
docker push localhost:{{port}}/{{depot}}:{{etiquette}} | tail -n 1 | grep -o 'sha256:[0-9a-f]*' > /tmp/empreinte
mkdir -p ~/reponses && cp /tmp/empreinte ~/reponses/empreinte-{{depot}}.txt
