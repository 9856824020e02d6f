# La variante est libre : Alpine a aussi sa branche stable.
docker run --detach --restart unless-stopped --publish 8080:80 --name web nginx:1.28-alpine
