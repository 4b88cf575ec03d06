"""Makers of test rows, one module for each room: `make_member(name=...)`. What is not given is plain and valid."""
