# verdict: failed contenu
# says: Il contient « 0;pris
# Le verdict cite ce qui a été trouvé : ce n'est que du texte, dans l'ordre où il se lit.
mkdir -p ~/carnet
printf '\033]0;pris\007\033[31m\342\200\256essuér\302\233<b>%%s</b>' > ~/carnet/bonjour.txt
