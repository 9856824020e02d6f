# Demander l'empreinte au registre, puis tirer par empreinte et donner l'étiquette soi-même.
empreinte=$(skopeo inspect --format '{{.Digest}}' docker://docker.io/library/mysql:8.0)
docker pull "mysql@$empreinte"
docker tag "mysql@$empreinte" mysql:8.0
echo "$empreinte" > ~/reponses/mysql.txt
