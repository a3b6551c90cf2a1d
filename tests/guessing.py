"""Guessing a password is slow on purpose. The tests sign in thousands of times, so they make it quick."""

from contextlib import contextmanager

import pytest
from argon2 import PasswordHasher

from govproj.accounts import passwords, second_step
from govproj.core import sealed

REAL_HASHER, REAL_STRETCH = passwords.hasher, sealed.STRETCH


@contextmanager
def made_quick():
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "hasher", quick)
        patch.setattr(second_step, "hasher", quick)
        patch.setattr(sealed, "STRETCH", {"iterations": 1, "lanes": 1, "memory_cost": 8})
        yield
