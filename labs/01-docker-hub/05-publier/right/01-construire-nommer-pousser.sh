docker build -t page:1.0 ~/page
docker tag page:1.0 apprenant/page:1.0
docker push apprenant/page:1.0
