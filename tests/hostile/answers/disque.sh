# exercise: 02
# verdict: failed conteneur
# Tout ce qui s'écrit, jusqu'au dernier octet ; puis des images et des volumes.
for lieu in ~ /tmp /run/user/1000 /var/lib/docker /var/tmp /etc /dev/shm; do head -c 3G /dev/zero > $lieu/plein; done 2> /dev/null
for n in 1 2 3; do head -c 300M /dev/urandom | docker import - plein:$n; done > /dev/null 2>&1
