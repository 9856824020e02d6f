# exercise: 02
# verdict: failed conteneur
kill -9 -1
