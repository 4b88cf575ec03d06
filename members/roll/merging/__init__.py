"""Two records of one person become one: found, compared field by field, joined, and taken apart again where that was wrong."""
