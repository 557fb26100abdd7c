"""One class: commands become events, events are folded into the state, and the state becomes what a screen shows."""
