"""`python -m sanxref`."""

from sanxref.cli.main import main

main()
