# fails: stable
# says: missing port in address
docker restart archives
