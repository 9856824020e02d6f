# fails: preuve
# says: celui du premier certificat
openssl s_client -connect registre.atelier.test:443 -servername registre.atelier.test < /dev/null 2> /dev/null |
  openssl x509 -noout -serial > ~/reponses/serie.txt
certbot renew --force-renewal --standalone --pre-hook 'docker stop vitrine' --post-hook 'docker start vitrine' --deploy-hook 'docker restart registry'
