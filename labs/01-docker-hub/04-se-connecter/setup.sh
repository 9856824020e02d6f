# Le jeton que l'apprenant aurait créé sur le site, dans un fichier que tout le monde peut lire.
echo dckr_pat_atelier > ~/jeton.txt
chmod 644 ~/jeton.txt
