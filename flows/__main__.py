"""`python -m flows` is `diemtin`."""

from flows.cli import main

main()
