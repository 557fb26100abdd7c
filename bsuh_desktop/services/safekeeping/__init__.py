"""Keys, passphrases, backups and repairs: nothing of a desk is lost, and no copy signs as its original."""
