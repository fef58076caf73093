"""Write the weights of the score into docs/explanation/matching.md. Run after changing one."""

from __future__ import annotations

import re
from pathlib import Path

from stegvis.engine.score import Weights, weights_table

PAGE = Path(__file__).parent.parent / "docs" / "explanation" / "matching.md"
BETWEEN = re.compile(r"(<!-- weights:.*?-->\n).*?(<!-- end of weights -->)", re.DOTALL)


def with_weights(text: str) -> str:
    """The page with the table of today's weights."""
    return BETWEEN.sub(lambda m: f"{m[1]}\n{weights_table(Weights())}\n\n{m[2]}", text)


if __name__ == "__main__":
    PAGE.write_text(with_weights(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
