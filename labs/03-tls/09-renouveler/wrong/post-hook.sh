# fails: crochet
# says: un « post-hook », exécuté même après un échec
certbot renew --force-renewal --standalone --pre-hook 'docker stop vitrine' \
  --post-hook 'docker start vitrine; docker restart registry'
for _ in $(seq 100); do curl -ks -o /dev/null https://registre.atelier.test/v2/ && break; sleep 0.1; done
openssl s_client -connect registre.atelier.test:443 -servername registre.atelier.test < /dev/null 2> /dev/null |
  openssl x509 -noout -serial > ~/reponses/serie.txt
