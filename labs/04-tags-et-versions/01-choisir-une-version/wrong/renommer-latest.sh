# fails: nom-parlant
# says: créé depuis « nginx », qui ne dit pas sa version
docker pull nginx:stable
docker tag nginx:stable nginx:latest
docker run -d -p 8080:80 --name web nginx
