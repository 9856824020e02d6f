# fails: registre
# says: Les ports publiés par les conteneurs en marche sont | 5000
docker pull nginx:1.28
docker tag nginx:1.28 localhost:5000/{{depot}}:{{etiquette}}
docker push localhost:5000/{{depot}}:{{etiquette}}
