"""What people do with a project's money. Everything is dated, and nothing that was booked is ever edited."""

from govproj.ledger.actions import bookings, changing, contracting, funding, paying, procuring, settling

__all__ = ["bookings", "changing", "contracting", "funding", "paying", "procuring", "settling"]
