"""Tests of sanxref.reports; a package, so that its modules may be named as in other rooms."""
