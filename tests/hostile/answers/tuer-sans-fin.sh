# verdict: failed dossier
# Un programme qui survit à la cellule, et tue sans fin l'agent et les nouveaux shells.
(trap '' HUP TERM INT; while :; do pkill -9 -f agent.py; sleep 0.05; done) > /dev/null 2>&1 &
disown -a
sleep 1
