mkdir -p ~/reponses
