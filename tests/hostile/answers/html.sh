# verdict: passed
# prints: <script>alert(1)</script>
# La réponse est juste : ce qu'elle affiche n'y change rien, et reste du texte.
mkdir -p ~/carnet && echo '</pre><script>alert(1)</script>Bonjour' > ~/carnet/bonjour.txt
cat ~/carnet/bonjour.txt
echo '<img src=x onerror=alert(1)><a href="javascript:alert(1)">{{7*7}}</a><!--' '=cmd|calc'
