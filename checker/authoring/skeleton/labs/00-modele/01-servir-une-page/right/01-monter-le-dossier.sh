# La première bonne réponse est la solution de référence : celle que montre « Solution », et que l'on rejoue.
docker run -d --name vitrine -p 8080:80 -v ~/atelier:/usr/share/nginx/html:ro nginx:1.28
