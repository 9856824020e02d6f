# buildx copie aussi ; autour d'une image seule, il écrit une liste, où l'empreinte d'origine est gardée.
docker buildx imagetools create --tag localhost:5000/miroir/nginx:1.28.0 nginx:1.28.0
