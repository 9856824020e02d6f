docker login -u apprenant --password-stdin < ~/jeton.txt
chmod 600 ~/jeton.txt
