"""What stands at an offset of a seed whose YAML can be read: a key or a value, and of what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.named import NamedTuple
from seedlint.yamltree import Mapping, Scalar

if TYPE_CHECKING:
    from seedlint.lsp.view import View
    from seedlint.seed import Step
    from seedlint.source import Span
    from seedlint.spec import Operation
    from seedlint.yamltree import Node

Path = tuple[str | None, ...]


class Spot(NamedTuple):
    """A scalar, and the keys that lead to it from the root of its YAML (None: an item).

    `on_key` is true where it is the last of these keys itself. `step` is the step that it is a
    part of; without one it is a part of the frontmatter, or of a block outside of its steps.
    """

    path: Path
    scalar: Scalar
    on_key: bool
    step: Step | None
    in_frontmatter: bool

    @property
    def span(self) -> Span:
        """The place of the text, without its quotes."""
        return self.scalar.place(0, len(self.scalar.text))

    @property
    def request(self) -> Path:
        """The part of the path that lies within the step."""
        return self.path[2:] if self.step is not None else ()

    @property
    def calls(self) -> bool:
        """Whether it says, or helps to say, which operation is called."""
        if self.in_frontmatter:
            return self.path == ("endpoint",)
        return self.request in (("path",), ("method",))


def spot(view: View, offset: int) -> Spot | None:
    """The key or value that an offset stands in or at the end of."""
    seed = view.seed
    if seed.frontmatter is not None and _holds(seed.frontmatter.span, offset):
        found = _find(seed.frontmatter.root, offset)
        return Spot(*found, None, True) if found else None
    for block in seed.blocks:
        if _holds(block.fence.span, offset):
            step = next((each for each in block.steps if _holds(each.node.span, offset)), None)
            found = _find(block.root, offset)
            return Spot(*found, step, False) if found else None
    return None


def operations(view: View, spot: Spot) -> tuple[Operation, ...]:
    """The operations that the step around a spot may call, or that the endpoint is."""
    if spot.step is not None:
        resolution = view.context.resolution(spot.step)
        return resolution.operations if resolution else ()
    if spot.in_frontmatter and view.seed.endpoint is not None:
        return view.context.resolver.endpoint(view.seed.endpoint).operations
    return ()


def _find(root: Node | None, offset: int) -> tuple[Path, Scalar, bool] | None:
    path: list[str | None] = []
    node = root
    while node is not None and not isinstance(node, Scalar):
        below: Node | None = None
        if isinstance(node, Mapping):
            for pair in node.pairs:
                if _holds(pair.key.span, offset):
                    return (*path, pair.key.text), pair.key, True
                if _holds(pair.value.span, offset):
                    path.append(pair.key.text)
                    below = pair.value
                    break
        else:
            below = next((item for item in node.items if _holds(item.span, offset)), None)
            path.append(None)
        node = below
    return (tuple(path), node, False) if node is not None and _holds(node.span, offset) else None


def _holds(span: Span, offset: int) -> bool:
    return span.start <= offset <= span.end
