# fails: contenu
# says: a changé depuis l'envoi
docker build -t apprenant/page:1.0 ~/page
docker push apprenant/page:1.0
echo '<p>Suite.</p>' >> ~/page/index.html
docker build -t apprenant/page:1.0 ~/page
