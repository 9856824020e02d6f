# Trois petits programmes, un par moment.
mkdir -p ~/reponses
cd /etc/letsencrypt/renewal-hooks
printf '#!/bin/sh\ndocker stop vitrine\n' > pre/vitrine.sh
printf '#!/bin/sh\ndocker start vitrine\n' > post/vitrine.sh
printf '#!/bin/sh\n[ "$RENEWED_LINEAGE" != /etc/letsencrypt/live/registre.atelier.test ] || docker restart registry\n' > deploy/registre.sh
chmod 755 pre/vitrine.sh post/vitrine.sh deploy/registre.sh
certbot renew --force-renewal --cert-name registre.atelier.test --standalone
for _ in $(seq 100); do curl -ks -o /dev/null https://registre.atelier.test/v2/ && break; sleep 0.1; done
echo | openssl s_client -connect registre.atelier.test:443 2> /dev/null | openssl x509 -noout -text |
  grep -A 1 'Serial Number' > ~/reponses/serie.txt
