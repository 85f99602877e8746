"""One target under attack, in a process of its own: with atheris as the guide, or chance."""

from __future__ import annotations

import os
from hashlib import sha256
from importlib import import_module
from itertools import chain, islice
from pathlib import Path
from pkgutil import walk_packages
from random import Random
from resource import RLIMIT_DATA, setrlimit
from struct import Struct
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import HealthCheck, Phase, given, seed, settings

from fuzz import regressions
from fuzz.mutator import LONGEST, mutated
from fuzz.probe import Find, Probe, Tally
from fuzz.shrink import shrunk
from fuzz.targets import bytes_of, target

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from ctypes import Array, c_char
    from multiprocessing.connection import Connection

MOST_DRAWN = 300
"""How many inputs are put together to begin with: that takes longer than to change one."""

MEMORY = 512 * 1024 * 1024
"""How many bytes a worker may take; what asks for more is refused, and found by that."""

_HEAD = Struct("<QQ")
BOX = _HEAD.size + LONGEST
"""How many bytes a box has: memory that outlives the worker."""

_UNREACHED = ("seedlint.__main__", "seedlint.lsp.server")


class Order(NamedTuple):
    """What to attack, and with how many inputs; the same `seed` makes the same ones.

    Where atheris is to be the guide, `corpus` is the folder for what it comes upon.
    """

    target: str
    inputs: int
    seed: int
    corpus: str | None = None


def work(order: Order, box: Array[c_char], answer: Connection, log: str) -> None:
    """Carry an order out, and send its tally; the input in hand is in the box all the time.

    What is written to the standard streams goes to the log.
    """
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(file, 1)
    os.dup2(file, 2)
    setrlimit(RLIMIT_DATA, (MEMORY, MEMORY))
    if order.corpus is None:
        _by_chance(order, box, answer)
    else:
        _guided(order, order.corpus, box, answer)


def inputs(order: Order) -> Iterator[bytes]:
    """The inputs that an order asks for: those there are, and then what can be made of them."""
    pool = begin(order)
    return islice(chain(pool, changed(pool, Random(order.seed))), order.inputs)


def changed(pool: Sequence[bytes], random: Random) -> Iterator[bytes]:
    """What can be made of some inputs, without end."""
    while True:
        yield mutated(random.choice(pool), pool, random)


def begin(order: Order) -> list[bytes]:
    """What to begin with: samples, what broke a law before, and what is put together for it."""
    chosen = target(order.target)
    drawn: list[bytes] = []

    @seed(order.seed)
    @settings(
        max_examples=max(1, min(MOST_DRAWN, order.inputs // 20)),
        database=None,
        deadline=None,
        derandomize=False,
        phases=[Phase.generate],
        suppress_health_check=[*HealthCheck],
    )
    @given(chosen.STRUCTURED)
    def draw(text: str) -> None:
        drawn.append(bytes_of(text))

    draw()
    samples, before = map(bytes_of, chosen.samples()), regressions.kept(order.target).values()
    return [data[:LONGEST] for data in (*samples, *before, *drawn)]


def put(box: Array[c_char], count: int, data: bytes) -> None:
    """Note in a box which input is in hand, and that it is so many by now."""
    box.raw = _HEAD.pack(count, len(data)) + data


def taken(box: Array[c_char]) -> tuple[int, bytes]:
    """What was noted in a box."""
    count, length = _HEAD.unpack_from(box.raw)
    return count, box.raw[_HEAD.size : _HEAD.size + length]


def _least(probe: Probe) -> Tally:
    """What came of all the inputs, each find as short as can be."""

    def least(find: Find) -> Find:
        return find._replace(data=shrunk(find.data, lambda less: probe.broken(less) == find.what))

    tally = probe.tally
    return tally._replace(finds=tuple(map(least, tally.finds)))


def _by_chance(order: Order, box: Array[c_char], answer: Connection) -> None:
    """Look at the inputs that an order asks for."""
    probe = Probe(target(order.target).check)
    for data in inputs(order):
        put(box, probe.inputs + 1, data)
        probe(data)
    answer.send(_least(probe))


def _guided(order: Order, corpus: str, box: Array[c_char], answer: Connection) -> None:
    """Let atheris choose the inputs, by the branches that they take; never returns."""
    import atheris

    with atheris.instrument_imports(include=["seedlint"]):
        package = import_module("seedlint")
        for module in walk_packages(package.__path__, "seedlint."):
            if not module.name.startswith(_UNREACHED):
                import_module(module.name)
    random, pool = Random(order.seed), begin(order)
    probe = Probe(target(order.target).check)
    os.makedirs(corpus, exist_ok=True)
    for data in pool:
        Path(corpus, sha256(data).hexdigest()).write_bytes(data)

    def look(data: bytes) -> None:
        put(box, probe.inputs + 1, data)
        probe(data)
        if probe.inputs >= order.inputs:
            answer.send(_least(probe))
            os._exit(0)

    def change(data: bytes, most: int, number: int) -> bytes:
        if random.random() < 0.5:
            return bytes(atheris.Mutate(data, most))
        return mutated(bytes(data), pool, random)[:most]

    options = ("-len_control=0", f"-max_len={LONGEST}", f"-seed={order.seed + 1}")
    atheris.Setup(["fuzz", *options, corpus], look, custom_mutator=change)
    atheris.Fuzz()
