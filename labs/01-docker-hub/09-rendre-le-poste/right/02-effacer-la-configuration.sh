# Le fichier des comptes entier, et toutes les images qu'aucun conteneur n'emploie.
rm -r ~/.docker ~/jeton.txt
docker image prune --all --force
