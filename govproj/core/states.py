"""Stored codes with the words people see."""

from enum import StrEnum


class LabelledEnum(StrEnum):
    """`DRAFT = "draft", _l("草稿")`: the code goes into the database, the label onto the screen."""

    label: str

    def __new__(cls, code, label):
        member = str.__new__(cls, code)
        member._value_, member.label = code, label
        return member
