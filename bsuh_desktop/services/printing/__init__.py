"""Papers that go straight to a printer: made in memory and written nowhere."""
