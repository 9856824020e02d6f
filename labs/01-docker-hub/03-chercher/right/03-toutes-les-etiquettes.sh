# Tout tirer coûte peu quand les couches sont communes : il suffit ensuite de regarder.
docker pull --all-tags httpd
docker images httpd
