"""What bringing lists and the classes on this laptop show, without Qt."""
