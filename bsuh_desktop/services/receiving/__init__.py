"""What sticks brought is taken into the register and answered with receipts; the recovery codes that come along."""
