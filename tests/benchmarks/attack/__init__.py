"""An attacker on the figures of the register, written apart from it, and what they lose to him."""
