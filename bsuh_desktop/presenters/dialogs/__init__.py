"""What dialogs say that several features share."""
