docker search apache
curl -s https://hub.docker.com/v2/repositories/library/httpd/tags | jq -r '.results[].name' | grep alpine
docker pull httpd:2.4.65-alpine
