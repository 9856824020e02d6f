# exercise: 02
# verdict: failed conteneur
systemctl stop docker
(while :; do pkill -9 dockerd; pkill -9 containerd; sleep 0.1; done) > /dev/null 2>&1 &
