# fails: pousse
# says: Le catalogue de ce registre est vide
docker run -d --name registre-{{depot}} -p {{port}}:5000 -v {{depot}}-donnees:/var/lib/registry registry:2
docker pull nginx:1.28
docker tag nginx:1.28 localhost:{{port}}/{{depot}}:{{etiquette}}
