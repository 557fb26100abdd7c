"""Keys, passphrases, backups and repairs: keeps data from being lost and copies from signing as the original."""
