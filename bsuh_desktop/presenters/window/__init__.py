"""What the desk's window says and does beside its pages, without Qt."""
