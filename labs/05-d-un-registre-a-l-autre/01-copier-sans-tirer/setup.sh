# Donne un registre au poste, sur le port 5000, s'il n'en a pas.
[ "$(docker container inspect --format '{{.State.Running}}' registry 2>/dev/null)" = true ] && exit 0
docker rm -f registry > /dev/null 2>&1
docker run -d --name registry --restart=always -p 5000:5000 -v donnees-registre:/var/lib/registry registry:2 > /dev/null || exit 1
for _ in $(seq 100); do curl -fs -o /dev/null http://localhost:5000/v2/ && exit 0; sleep 0.1; done
exit 1
