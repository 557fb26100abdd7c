"""Keys, signatures, sealing and grants: how the app proves who wrote something."""
