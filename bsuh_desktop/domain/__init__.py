"""The programme's ideas, pure: no file, no clock, no window; standard library and msgspec only."""
