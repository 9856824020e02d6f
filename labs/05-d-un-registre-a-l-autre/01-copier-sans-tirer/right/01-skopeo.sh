skopeo copy --dest-tls-verify=false docker://docker.io/library/nginx:1.28.0 docker://localhost:5000/miroir/nginx:1.28.0
