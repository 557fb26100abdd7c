"""What goes straight to a printer: made in memory, and written nowhere."""
