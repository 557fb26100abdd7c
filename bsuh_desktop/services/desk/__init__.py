"""The open desk: the encrypted store, the programme, the facilitator, and what every feature needs of them."""
