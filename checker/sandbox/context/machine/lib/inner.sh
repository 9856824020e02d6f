#!/bin/bash
# Runs as root of rootlesskit's namespaces. Gives the learner an ordinary-looking machine (their own / on the
# sized tmpfs /poste, which outlives this process), then runs containerd and dockerd until one is told otherwise.
set -eu
umask 022
root=/poste

name_myself() { # the machine's name is never a loopback address: Docker takes such a registry for an insecure one
  printf '127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n'
  [ -z "$REGISTRES_ADDRESS" ] || printf '%s\t%s\n' "$REGISTRES_ADDRESS" "$HOSTNAME"
}

lay_out() { # at every start: the learner may have removed any of it
  mkdir -p $root/{dev,proc,sys,run,usr,tmp,home/apprenant,root,opt,srv,mnt,media,etc} \
    $root/var/{cache,log,mail,spool,opt,tmp} $root/var/lib/{docker,dpkg,registres/usr-local}
  chmod 1777 $root/var/tmp
  local link
  for link in bin sbin lib lib64; do [ ! -L /$link ] || ln -sfn usr/$link $root/$link; done
  ln -sfn /run $root/var/run
}

give_keys() { # the learner's key opens the second machine, which has its own to be known by
  local keys=/usr/lib/registres/ssh home=/home/apprenant
  install -d -m 700 $home/.ssh
  if [ "$REGISTRES_ROLE" = machine2 ]; then
    install -m 600 $keys/id_ed25519.pub $home/.ssh/authorized_keys
    install -m 600 $keys/ssh_host_ed25519_key $root/etc/ssh/
    # Root by another name, so that « ssh apprenant@machine2 » is answered by whoever owns the engine.
    sed -i 's|^apprenant:.*|apprenant:x:0:0:apprenant:/home/apprenant:/bin/bash|' $root/etc/passwd
    sed -i 's/^apprenant:[^:]*:/apprenant:*:/' $root/etc/shadow
  else
    install -m 600 $keys/id_ed25519 $home/.ssh/
    install -m 644 $keys/id_ed25519.pub $home/.ssh/
  fi
}

furnish() { # once per machine: what is the learner's to change
  mkdir -p $root/var/{lib,log}/letsencrypt
  cp -r --preserve=mode,timestamps,links /etc/. $root/etc
  cp -r --preserve=mode,timestamps,links /usr/local/. $root/var/lib/registres/usr-local
  cp -rn /etc/skel/. /home/apprenant/
  sed -i 's|^root:.*|root:x:0:0:root:/home/apprenant:/bin/bash|' $root/etc/passwd
  give_keys
  name_myself > $root/etc/hosts
  touch $root/var/lib/registres/furnished
}

# A world that cannot start has been damaged: begin again with a new /. The home and the images are kept.
if [ "$REGISTRES_FAILURES" -ge 3 ]; then find $root -mindepth 1 -delete || true; fi
lay_out
[ -e $root/var/lib/registres/furnished ] || furnish
if [ -n "$REGISTRES_DNS" ]; then
  printf 'nameserver %s\noptions timeout:2 attempts:2\n' "$REGISTRES_DNS" > $root/etc/resolv.conf
fi

# The machine's address in the sandbox's network is its own inside too, at once: pasta looks for new ports
# once a second only.
# And it has neighbours only: anywhere else is unreachable at once, not after the seconds of a lost packet.
gateway=$(ip route show default | cut -d' ' -f3)
if [ -n "$REGISTRES_ADDRESS" ] && [ -n "$REGISTRES_SUBNET" ]; then
  ip address add "$REGISTRES_ADDRESS/32" dev tap0
  ip route add "$REGISTRES_SUBNET" via "$gateway"
  ip route del default
fi

mount --rbind $root $root
cd $root
for part in usr dev proc sys tmp home/apprenant var/lib/docker var/lib/dpkg; do mount --rbind /$part $part; done
mount --rbind var/lib/registres/usr-local usr/local
mount -t tmpfs -o size=16m,mode=755 tmpfs run
mkdir -p run/user/1000 run/lock
mount --rbind /run/user/1000 run/user/1000
pivot_root . mnt
cd /
umount -l /mnt

if [ -n "$REGISTRES_PROCESSES" ]; then ulimit -u "$REGISTRES_PROCESSES"; fi
ln -s /run/user/1000/docker.sock /run/docker.sock

# Before the engine starts: it reads the system's authorities once.
trusted=/usr/local/share/ca-certificates/acme-atelier.crt
if [ -n "$REGISTRES_AUTHORITY" ] && [ ! -e $trusted ]; then
  printf '%s' "$REGISTRES_AUTHORITY" > $trusted
  update-ca-certificates > /dev/null 2>&1 || true
fi

trim() { # a log never grows for ever
  if [ "$(stat -c %s "$1" 2>/dev/null || echo 0)" -gt 1000000 ]; then tail -c 200000 "$1" > "$1.1"; cat "$1.1" > "$1"; rm -f "$1.1"; fi
}

rest() { # rest TENTHS NAME: wait, unless systemctl calls
  local left=$1
  while [ "$left" -gt 0 ] && [ ! -e /run/registres/"$2".called ]; do sleep 0.1; left=$((left - 1)); done
  rm -f /run/registres/"$2".called
}

keep() { # keep NAME COMMAND…: run it, again when it ends, but not while /run/registres/NAME.stopped is there
  local name=$1 pause=1 began; shift
  while :; do
    while [ -e /run/registres/"$name".stopped ]; do sleep 0.1; done
    trim /var/log/"$name".log
    rm -f /run/"$name".pid /run/containerd/"$name".sock*
    [ "$name" != dockerd ] || rm -f /run/user/1000/docker.sock
    began=$SECONDS
    ( "$@" ) >> /var/log/"$name".log 2>&1 || true
    if [ $((SECONDS - began)) -ge 5 ] || [ -e /run/registres/"$name".stopped ]; then
      pause=1
    else # a wrong daemon.json; systemctl looks at this mark
      echo failed >> /run/registres/"$name".failures
      case $pause in 1) pause=5 ;; *) pause=20 ;; esac
    fi
    rest $pause "$name"
  done
}

run_dockerd() {
  # dockerd waits a whole second for a containerd that is not there yet.
  while [ ! -S /run/containerd/containerd.sock ]; do sleep 0.01; done
  # rootless engines read their settings under XDG_CONFIG_HOME: so /etc/docker/daemon.json and /etc/docker/certs.d
  # are theirs, as with an ordinary engine.
  # Containers' packets are as large as tap0's: small ones by the hundred are lost on the way to a neighbour when this
  # machine is busy, and pasta has no other cure than seconds of waiting.
  XDG_CONFIG_HOME=/etc exec dockerd --rootless --data-root=/var/lib/docker --exec-root=/run/docker --pidfile=/run/dockerd.pid \
    --mtu=65520 --default-network-opt=bridge=com.docker.network.driver.mtu=65520 \
    --host=unix:///run/user/1000/docker.sock --containerd=/run/containerd/containerd.sock
}

mkdir -p /run/registres /run/containerd
keep containerd exec containerd --config /usr/lib/registres/containerd.toml &
keep dockerd run_dockerd &
if [ "$REGISTRES_ROLE" = machine2 ]; then
  # Terminals of its own: those of the container belong to users that have no number here.
  mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts /dev/pts
  mkdir -p /run/sshd
  keep sshd exec /usr/sbin/sshd -D -e -f /usr/lib/registres/sshd_config &
fi
# From here on a command given to the engine waits for its answer. An engine that cannot start does not
# lock the learner out.
for _ in {1..300}; do [ ! -S /run/user/1000/docker.sock ] || break; sleep 0.01; done
echo $$ > /run/user/1000/rk/ready
wait
