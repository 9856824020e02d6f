# fails: variante
# says: « httpd:2.4.65 »
docker pull httpd:2.4.65
