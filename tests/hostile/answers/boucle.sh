# exercise: 02
# verdict: failed conteneur
# interrupted: yes
# Rien ne l'arrête que la mort : ni ^C, ni la fin du terminal.
trap '' INT TERM HUP QUIT TSTP
while :; do :; done
