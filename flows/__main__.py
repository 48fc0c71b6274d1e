"""`python -m flows` is `diemtin`."""

from flows.entry import main

main()
