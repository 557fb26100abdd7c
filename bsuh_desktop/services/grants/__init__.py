"""Who may sign: asking for a grant, giving it, taking it in, taking it back, and what the programme's lists say."""
