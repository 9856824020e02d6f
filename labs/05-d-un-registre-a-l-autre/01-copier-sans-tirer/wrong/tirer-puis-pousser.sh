# fails: empreinte
# says: ses octets ont été réécrits
docker pull nginx:1.28.0
docker tag nginx:1.28.0 localhost:5000/miroir/nginx:1.28.0
docker push localhost:5000/miroir/nginx:1.28.0
docker rmi nginx:1.28.0 localhost:5000/miroir/nginx:1.28.0
