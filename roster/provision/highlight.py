"""Where a folded word stands in a text as typed: what a hit marks. Pure functions."""

import re
from dataclasses import dataclass

from common.folding import fold

# A character with what belongs to it: combining marks, variation selectors, half-width voicing.
CLUSTER = re.compile(
    "(?s).[\u0300-\u036f\u3099\u309a\uff9e\uff9f\ufe00-\ufe0f\U000e0100-\U000e01ef]*"
)
BEFORE, AFTER = 40, 100  # characters of a long text shown around the first mark


@dataclass(frozen=True)
class Piece:
    """A stretch of the text, marked or not."""

    text: str
    hit: bool


def pieces(text: str, words: list[str]) -> list[Piece]:
    """The text around the first of the folded words, with every occurrence marked.

    Empty when none of them stands in it.
    """
    clusters = CLUSTER.findall(text)
    marked = _marked(clusters, words)
    if True not in marked:
        return []
    first = marked.index(True)
    start, stop = max(0, first - BEFORE), min(len(clusters), first + AFTER)
    found = _joined(clusters[start:stop], marked[start:stop])
    before = [Piece("…", False)] if start else []
    after = [Piece("…", False)] if stop < len(clusters) else []
    return [*before, *found, *after]


def _marked(clusters: list[str], words: list[str]) -> list[bool]:
    """For each cluster, whether it is part of a word."""
    key, owners = "", []
    for number, cluster in enumerate(clusters):
        folded = fold(cluster)
        key += folded
        owners += [number] * len(folded)
    marked = [False] * len(clusters)
    for word in words:
        at = key.find(word)
        while at >= 0:
            for number in owners[at : at + len(word)]:
                marked[number] = True
            at = key.find(word, at + len(word))
    return marked


def _joined(clusters: list[str], marked: list[bool]) -> list[Piece]:
    found: list[Piece] = []
    for cluster, hit in zip(clusters, marked, strict=True):
        if found and found[-1].hit == hit:
            found[-1] = Piece(found[-1].text + cluster, hit)
        else:
            found.append(Piece(cluster, hit))
    return found
