"""What each screen shows and does, without Qt: frozen view models, and presenters that make them and send commands."""
