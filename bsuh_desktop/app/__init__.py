"""The app without a face: one open desk with its commands and worker queues. Windows and the command line start it."""
