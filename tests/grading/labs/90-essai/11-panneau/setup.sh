echo pret > ~/pret
