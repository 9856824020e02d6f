# Une fois la session ouverte, le fichier ne sert plus.
cat ~/jeton.txt | docker login --username apprenant --password-stdin docker.io && rm ~/jeton.txt
