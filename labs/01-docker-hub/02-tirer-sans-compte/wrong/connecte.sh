# fails: anonyme
# says: par le compte « apprenant »
echo apprenant-2026 | docker login -u apprenant --password-stdin
docker pull mysql:8.0 | grep Digest > ~/reponses/mysql.txt
