"""The programme's rules and data types. Pure: no files, clock or windows; standard library and msgspec only."""
