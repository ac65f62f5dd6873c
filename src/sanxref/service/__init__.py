"""The review desk in a browser, and the HTTP interface."""
