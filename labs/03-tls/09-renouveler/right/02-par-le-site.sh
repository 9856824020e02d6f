# La vitrine ne s'arrête jamais : elle présente la preuve elle-même. Le crochet est un programme.
mkdir -p ~/reponses
printf '#!/bin/sh\ndocker restart registry\n' > /etc/letsencrypt/renewal-hooks/deploy/registre
chmod +x /etc/letsencrypt/renewal-hooks/deploy/registre
certbot renew --force-renewal --webroot -w ~/vitrine
for _ in $(seq 100); do curl -ks -o /dev/null https://registre.atelier.test/v2/ && break; sleep 0.1; done
openssl s_client -connect registre.atelier.test:443 -servername registre.atelier.test < /dev/null 2> /dev/null |
  openssl x509 -noout -serial > ~/reponses/serie.txt
