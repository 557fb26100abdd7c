"""One class: commands become events, events become the state, the state becomes what a screen shows."""
