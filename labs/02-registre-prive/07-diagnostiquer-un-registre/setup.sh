# Laisse un registre en panne de deux façons : il redémarre en boucle, et son port mène ailleurs.
docker container inspect archives > /dev/null 2>&1 && exit 0
present=$(docker image ls --quiet httpd:latest)
docker run -d --name archives -p 5005:5000 -v archives-donnees:/var/lib/registry registry:2 > /dev/null || exit 1
for _ in $(seq 50); do curl -fs -o /dev/null http://localhost:5005/v2/ && break; sleep 0.1; done
docker pull --quiet httpd:latest && docker tag httpd:latest localhost:5005/rapport:2026 && docker push --quiet localhost:5005/rapport:2026 || exit 1
docker rmi localhost:5005/rapport:2026 > /dev/null
[ -n "$present" ] || docker rmi httpd:latest > /dev/null
docker rm -f archives > /dev/null
docker run -d --name archives --restart=always -p 5005:5050 -v archives-donnees:/var/lib/registry \
  -e REGISTRY_HTTP_ADDR=5000 registry:2 > /dev/null
