mkdir -p ~/carnet
