# fails: pousse
# says: Étiquettes du dépôt « {{depot}} » : « latest »
docker run -d --name registre-{{depot}} -p {{port}}:5000 -v {{depot}}-donnees:/var/lib/registry registry:2
docker pull nginx:1.28
docker tag nginx:1.28 localhost:{{port}}/{{depot}}
until curl -fs -o /dev/null localhost:{{port}}/v2/; do sleep 0.2; done
docker push localhost:{{port}}/{{depot}}
