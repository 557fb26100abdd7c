"""What people do with the programme: prepare, conduct, enrol, certify, hand over, verify; no windows here."""
