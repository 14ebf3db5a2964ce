"""Numbers as the shapes of small drawings: the width of a bar, the line of a sparkline. Nothing is coloured here."""

from collections.abc import Sequence

SPARK_WIDTH, SPARK_TOP, SPARK_BOTTOM, SPARK_HEIGHT = 100, 4, 28, 32


def bar_width(percent) -> str:
    """A share between nothing and all, with one decimal at most."""
    return f"{min(max(float(percent or 0), 0), 100):.1f}".removesuffix(".0")


def spark_line(numbers: Sequence[float]) -> str:
    """The path of a sparkline: the largest number on top, equal numbers in the middle."""
    numbers = [float(number) for number in numbers]
    if not numbers:
        return ""
    low, span = min(numbers), max(numbers) - min(numbers)
    step = SPARK_WIDTH / max(len(numbers) - 1, 1)
    heights = [(number - low) / span if span else 0.5 for number in numbers]
    points = [
        f"{index * step:.1f} {SPARK_BOTTOM - height * (SPARK_BOTTOM - SPARK_TOP):.1f}"
        for index, height in enumerate(heights)
    ]
    if len(points) == 1:
        points.append(f"{SPARK_WIDTH:.1f} {points[0].split()[1]}")
    return "M" + "L".join(points)


def spark_area(line: str) -> str:
    return f"{line}L{SPARK_WIDTH} {SPARK_HEIGHT}L0 {SPARK_HEIGHT}z" if line else ""
