"""Between windows and services: the desk's thread, its queues, and what both tell each other."""
