"""The store's numbered migrations: plain SQL that imports nothing from the app and never changes once released."""
