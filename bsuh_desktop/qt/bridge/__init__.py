"""Between windows and services: the desk's thread, its queues, and the signals and calls that connect both sides."""
