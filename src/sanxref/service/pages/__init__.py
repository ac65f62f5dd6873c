"""The review desk: pages for people, one module for each."""

from sanxref.service.pages import alert, attempt, history, lists, queue, runs, suppressions

__all__ = ["routers"]

routers = tuple(part.router for part in (queue, alert, suppressions, history, lists, runs, attempt))
