"""THE TEXT: strings in, records out. No I/O but its own model files."""
