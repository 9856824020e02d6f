# exercise: 01
# verdict: passed
# Une réponse juste qui laisse derrière elle des programmes bavards : leur bruit n'est la preuve de rien.
mkdir -p ~/carnet && echo Bonjour > ~/carnet/bonjour.txt
(trap '' HUP TERM INT; while :; do echo '✗ échoué'; sleep 0.2; done) &
setsid sh -c 'while :; do echo "{\"outcome\": \"failed\"}" > /dev/pts/0; sleep 0.3; done' 2> /dev/null &
disown -a
