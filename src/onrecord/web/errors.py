"""Refusals: requests that are not answered, and the types that answers name them by."""

from __future__ import annotations

#: The `type` of each status.
TYPES = {
    400: "bad_request",
    401: "unauthorized",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    409: "conflict",
    413: "too_large",
    422: "invalid",
    429: "too_many_requests",
    500: "internal",
    503: "unavailable",
}


class Refusal(Exception):
    """A request that is not answered: with which status, why, and what to do."""

    def __init__(self, status: int, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.status, self.message, self.hint = status, message, hint
