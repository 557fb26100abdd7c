"""The parts of the pages on which names are forgotten: how long they are kept, and consent that is withdrawn."""
