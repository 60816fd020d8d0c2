"""Write dumps of real kernels of the installed cubie: ``fixtures/bridge/*.json``.

Run with each supported cubie on the CUDA simulator::

    NUMBA_ENABLE_CUDASIM=1 python bridge/golden_dumps.py fixtures/bridge
"""

from __future__ import annotations

import json
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from cubie import Solver, create_ODE_system

from bufferscope_dump import dump_dict, watch

Case = tuple[str, str, int, dict[str, Any]]

CASES: dict[str, list[Case]] = {
    "0.17.0": [
        ("tsit5", "float32", 10, {}),
        ("l_stable_sdirk_4", "float32", 5, {}),
        ("l_stable_sdirk_4", "float64", 5, {"stage_increment_location": "shared"}),
        ("radau_iia_5", "float64", 40, {}),
        ("ros3p", "float32", 10, {"stage_store_location": "shared"}),
    ],
    "0.9.0": [("radau_iia_5", "float64", 40, {})],
    "0.3.1": [("ros3p", "float32", 10, {})],
}


def system(n_states: int, precision: str) -> Any:
    """A coupled system of ``n_states`` equations with two parameters."""
    equations = [
        f"dx{i} = -k*x{i} + a*x{(i + 1) % n_states}*x{(i + 2) % n_states}" for i in range(n_states)
    ]
    return create_ODE_system(
        equations,
        states={f"x{i}": 1.0 + 0.1 * i for i in range(n_states)},
        parameters={"k": 1.0, "a": 0.5},
        precision=getattr(np, precision),
    )


def main() -> None:
    """Write one file for each case of this cubie's version."""
    folder = Path(sys.argv[1])
    cubie = version("cubie")
    for algorithm, precision, n_states, settings in CASES.get(cubie, []):
        solver = Solver(system(n_states, precision), algorithm=algorithm, **settings)
        solver.kernel.kernel  # noqa: B018 - builds the kernel
        document = dump_dict(solver)
        if algorithm == "radau_iia_5":
            with watch(solver) as recording:
                solver.update(save_every=0.05)
                solver.kernel.kernel  # noqa: B018
            document = recording.document()
        document["config"]["kwargs"] = settings
        document["seconds"] = 0
        moved = "__moved" if settings else ""
        name = f"{cubie}__{algorithm}__n{n_states}__{precision}{moved}.json"
        (folder / name).write_text(json.dumps(document, indent=None) + "\n", encoding="utf-8")
        print(name)


if __name__ == "__main__":
    main()
