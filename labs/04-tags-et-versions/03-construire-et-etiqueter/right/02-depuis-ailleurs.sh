# Le contexte et le Dockerfile se donnent par leurs chemins ; l'étiquette peut venir après coup.
cat > /tmp/Dockerfile.site <<'FIN'
FROM nginx:stable
WORKDIR /usr/share/nginx/html
COPY . .
RUN rm -f Dockerfile
FIN
docker build --quiet --file /tmp/Dockerfile.site --tag site ~/site
docker tag site site:1.0
docker rmi site
docker run --detach --publish 8081:80 --name site site:1.0
