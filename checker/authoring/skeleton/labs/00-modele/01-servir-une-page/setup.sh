# Ce qui doit être là avant l'exercice ; à supprimer si rien n'est à préparer. Ce script peut être rejoué : il remet
# le même état, et s'arrête en erreur (code différent de 0) s'il n'y arrive pas.
mkdir -p ~/atelier
echo '<h1>Bonjour depuis mon poste</h1>' > ~/atelier/index.html
