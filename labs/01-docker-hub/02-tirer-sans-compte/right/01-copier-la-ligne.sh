docker pull mysql:8.0 | tee /tmp/tirage.txt
grep Digest /tmp/tirage.txt > ~/reponses/mysql.txt
