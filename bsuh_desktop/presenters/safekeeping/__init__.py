"""What the screens of the door and of a desk's keys, backups and recovery codes show and do, without Qt."""
