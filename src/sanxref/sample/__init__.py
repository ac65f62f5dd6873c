"""The embedded article and list extracts that `sanxref demo` uses."""
