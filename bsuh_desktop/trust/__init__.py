"""Keys, signatures, sealing and grants: what every craft stands on when it says who wrote something."""
