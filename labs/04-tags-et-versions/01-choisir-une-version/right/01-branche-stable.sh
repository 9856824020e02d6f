docker run -d -p 8080:80 --name web nginx:stable
