# exercise: 02
# verdict: failed conteneur
# interrupted: yes
# Tout est gelé, moteur compris.
kill -STOP -1
