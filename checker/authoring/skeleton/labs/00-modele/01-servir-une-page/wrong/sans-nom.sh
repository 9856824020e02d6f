# fails: conteneur
# says: Aucun conteneur ne s'appelle ainsi
# Une erreur que l'on fait vraiment : `fails` nomme le critère manqué (plusieurs : `a, b`), `says` des mots de son
# message (plusieurs : `a | b`). Chaque critère est manqué par au moins une mauvaise réponse.
docker run -d -p 8080:80 -v ~/atelier:/usr/share/nginx/html:ro nginx:1.28
