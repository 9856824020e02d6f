# Un registre provisoire remplit le volume, puis cède la place.
docker volume create donnees-registre
docker run -d -p 5055:5000 -v donnees-registre:/var/lib/registry --name provisoire registry:2
until curl -fs -o /dev/null http://localhost:5055/v2/; do sleep 0.2; done
docker pull mysql:8.0 && docker tag mysql:8.0 localhost:5055/mysql:8.0 && docker push localhost:5055/mysql:8.0
docker rm -f provisoire registry
docker run -d --restart unless-stopped -p 5000:5000 -v donnees-registre:/var/lib/registry --name registry registry:2
