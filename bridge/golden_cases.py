"""Print random trees of factories with the layouts that the installed cubie gives them.

Run with the newest cubie on the CUDA simulator; its output is
``fixtures/bridge/guarded-oracle.json``::

    NUMBA_ENABLE_CUDASIM=1 python bridge/golden_cases.py 60 > fixtures/bridge/guarded-oracle.json

Trees have persistent buffers in shared memory, dtypes of every width, aliases of buffers and of
child regions, and children that alias another child's region: what decides whether an alias may
overlap persistent storage.
"""

from __future__ import annotations

import json
import random
import sys
from importlib.metadata import version
from typing import Any

import numpy as np
from cubie.buffer_registry import BufferRegistry

DTYPES = ("float32", "float64", "int32")


class Owner:
    """A factory as far as the registry asks one: something with a precision."""

    def __init__(self, precision: str) -> None:
        self.precision = getattr(np, precision)


def make_tree(random_: random.Random, precision: str, depth: int) -> dict[str, Any]:
    """A factory's entries in registration order, and its children."""
    entries: list[dict[str, Any]] = []
    children: list[dict[str, Any]] = []
    shared_names: list[str] = []
    for position in range(random_.randrange(1, 8)):
        name = f"b{position}"
        may_alias = entries and random_.random() < 0.45
        entries.append(
            {
                "kind": "buffer",
                "name": name,
                "size": random_.choice((0, 1, 2, 3, 5, 8, 13)),
                "location": random_.choice(("shared", "shared", "local")),
                "persistent": random_.random() < 0.3,
                "aliases": random_.choice(shared_names) if may_alias and shared_names else None,
                "dtype": random_.choice((*DTYPES, precision, precision, precision)),
            }
        )
        shared_names.append(name)
        if depth > 0 and random_.random() < 0.45:
            child = f"c{len(children)}"
            aliases = random_.choice(shared_names) if random_.random() < 0.5 else None
            entries.append({"kind": "child", "name": child, "aliases": aliases})
            children.append({"name": child, **make_tree(random_, precision, depth - 1)})
            shared_names += [f"{child}_shared"] * 3
    return {"precision": precision, "entries": entries, "children": children}


def register(registry: BufferRegistry, tree: dict[str, Any], kept: list[Owner]) -> Owner:
    """Register a tree bottom-up, and write what the registry holds into it."""
    owner = Owner(tree["precision"])
    kept.append(owner)
    children = {child["name"]: register(registry, child, kept) for child in tree["children"]}
    for entry in tree["entries"]:
        if entry["kind"] == "child":
            registry.register_child(owner, children[entry["name"]], entry["name"], entry["aliases"])
            continue
        registry.register(
            entry["name"],
            owner,
            entry["size"],
            entry["location"],
            entry["persistent"],
            entry["aliases"],
            getattr(np, entry["dtype"]),
        )
    group = registry._groups[owner]
    tree["expect"] = {
        "shared": {name: [s.start, s.stop] for name, s in group.shared_layout.items()},
        "persistent": {name: [s.start, s.stop] for name, s in group.persistent_layout.items()},
        "local": dict(group.local_sizes),
        "sharedTotal": group.shared_buffer_size(),
        "persistentTotal": group.persistent_local_buffer_size(),
        "localTotal": group.local_buffer_size(),
        "declaredLocal": registry.declared_local_elements(owner),
        "protected": {
            name: [list(range_) for range_ in entry.protected]
            for name, entry in group.entries.items()
            if entry.protected
        },
    }
    return owner


def main() -> None:
    """Print as many cases as the first argument says, the same ones each time."""
    random_ = random.Random(20260717)
    cases = []
    for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else 200):
        tree = make_tree(random_, random_.choice(("float32", "float64")), 2)
        kept: list[Owner] = []
        register(BufferRegistry(), tree, kept)
        cases.append(tree)
    about = f"random trees and the layouts of cubie {version('cubie')}'s registry"
    print("{" + f'"about": {json.dumps(about)}, "cases": [')
    print(",\n".join(json.dumps(case, separators=(",", ":")) for case in cases))
    print("]}")


if __name__ == "__main__":
    main()
