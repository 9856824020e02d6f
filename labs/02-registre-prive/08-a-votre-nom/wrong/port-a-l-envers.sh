# fails: registre
# says: publie le port {{port}}, où aucun registre ne répond
docker run -d --name registre-{{depot}} -p {{port}}:{{port}} -v {{depot}}-donnees:/var/lib/registry registry:2
