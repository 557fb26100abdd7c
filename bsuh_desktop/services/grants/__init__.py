"""Who may sign: grants are requested, issued, accepted and revoked; and what the programme's key lists say."""
