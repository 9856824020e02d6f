# fails: precise
# says: « httpd:alpine » | plus précise
docker pull httpd:alpine
