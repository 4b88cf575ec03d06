"""What a clerk does between preview and apply: lines that wait for a person, and what is remembered of his answers."""
