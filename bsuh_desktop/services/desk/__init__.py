"""The open desk: the encrypted store, the programme, who teaches here, and what every feature asks of them."""
