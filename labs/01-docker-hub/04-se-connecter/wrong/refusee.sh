# fails: connecte
# says: ne contient aucun compte
chmod 600 ~/jeton.txt
docker login -u apprenant -p ~/jeton.txt
