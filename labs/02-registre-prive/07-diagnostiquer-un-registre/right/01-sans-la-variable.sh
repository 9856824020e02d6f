docker logs --tail 2 archives
docker inspect --format '{{json .HostConfig.PortBindings}} {{json .Mounts}}' archives
docker rm -f archives
docker run -d --name archives --restart=always -p 5005:5000 -v archives-donnees:/var/lib/registry registry:2
