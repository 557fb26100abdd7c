"""The store's numbered migrations: plain SQL that imports nothing of the app and is never changed once released."""
