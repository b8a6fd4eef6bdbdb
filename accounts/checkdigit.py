"""The sixth digit of a local government's code (全国地方公共団体コード). Pure."""

WEIGHTS = (6, 5, 4, 3, 2)


def check_digit(five: str) -> str:
    """The sixth digit that belongs to the first five, e.g. "13101" gives "6".

    Needs exactly five ASCII digits and raises ValueError otherwise: a code that arrives as a number
    has lost its leading zero, and must not get a digit that looks right.
    """
    if len(five) != len(WEIGHTS) or not (five.isascii() and five.isdigit()):
        raise ValueError(f"not the first five digits of a local government's code: {five!r}")
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, five, strict=True))
    return str(11 - total % 11)[-1]
