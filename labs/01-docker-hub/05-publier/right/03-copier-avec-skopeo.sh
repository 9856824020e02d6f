# L'envoi par un autre outil, qui lit la même session.
docker build -t apprenant/page:1.0 ~/page
skopeo copy "docker-daemon:apprenant/page:1.0" docker://docker.io/apprenant/page:1.0
