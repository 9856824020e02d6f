# Envoyer le dépôt entier, puis retirer soi-même ce qu'aucun conteneur n'emploie.
docker tag factures:2026-10 localhost:5000/factures:2026-10
docker tag factures:2026-11 localhost:5000/factures:2026-11
docker push --quiet --all-tags localhost:5000/factures
docker image ls --all --quiet --no-trunc | sort -u > /tmp/toutes
docker ps --all --quiet | xargs docker inspect --format '{{.Image}}' | sort -u > /tmp/employees
comm -23 /tmp/toutes /tmp/employees | xargs docker rmi --force
