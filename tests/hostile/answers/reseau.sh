# exercise: 02
# verdict: failed conteneur
# never prints: PRIS
# L'hôte, les voisins, Internet : rien ne répond, ni au poste ni à ses conteneurs.
for cible in {HOTES} {VOISIN}:8088 {VOISIN}:22 10.0.2.2:{PORT} 1.1.1.1:80 169.254.169.254:80 [::1]:{PORT} host.docker.internal:{PORT}; do
  curl -s -m 2 -o /dev/null "http://$cible/" && echo "PRIS : $cible" &
done
docker run --rm --network host busybox wget -q -T 2 -O - http://{VOISIN}:8088/ && echo "PRIS : conteneur"
docker pull -q ghcr.io/library/busybox 2> /dev/null && echo "PRIS : registre du dehors"
for suite in 1 2 3 4 5 6; do echo > /dev/udp/{VOISIN}/53; done 2> /dev/null
wait
