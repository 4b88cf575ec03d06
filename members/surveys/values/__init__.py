"""What a cell means: one module per kind of value, each a pure function from a cell to a value and its faults. No database."""
