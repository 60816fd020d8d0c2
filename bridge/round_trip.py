"""The cubie side of the round trip: build real solvers, dump them, build them again as told.

``build FOLDER`` writes a dump of each case, and of the kernel that no one expects. ``rebuild
FOLDER`` runs the settings that were emitted for each case (``CASE.py``) on a new system, and
writes the dump of the solver they make (``CASE.again.json``), of an old solver that they update
(``CASE.updated.json``), and what cubie launches (``CASE.launch.json``).
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from cubie import Solver, create_ODE_system
from cubie.buffer_registry import buffer_registry

from bufferscope_dump import dump, watch

ALGORITHMS = {
    "explicit": "tsit5",
    "dirk": "l_stable_sdirk_4",
    "firk": "radau_iia_5",
    "rosenbrock": "ros3p",
}
PRECISIONS = ("float32", "float64")
N_STATES = 5
RUNS = (1, 33, 4096)


def make_system(precision: str, n_states: int = N_STATES) -> Any:
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


def make_solver(algorithm: str, precision: str, n_states: int = N_STATES, **settings: Any) -> Any:
    """A solver whose kernel is built."""
    solver = Solver(make_system(precision, n_states), algorithm=algorithm, **settings)
    build(solver)
    return solver


def build(solver: Any) -> None:
    """Build what is not built."""
    solver.kernel.kernel  # noqa: B018 - the property builds


def cases() -> list[tuple[str, str, str]]:
    """Name, algorithm and precision of each case."""
    return [
        (f"{family}-{precision}", algorithm, precision)
        for family, algorithm in ALGORITHMS.items()
        for precision in PRECISIONS
    ]


class Lone:
    """A factory that registers nothing."""

    precision = np.float32


class Shared(Lone):
    """A factory that hangs under two parents."""


def odd_solver() -> Any:
    """A kernel with a subclassed factory, a child without registrations and one reachable twice."""
    solver = make_solver("radau_iia_5", "float32")
    run = solver.kernel.single_integrator
    step = run._algo_step

    class Renamed(type(step)):  # type: ignore[misc]
        """A user's own step."""

    step.__class__ = Renamed
    solver.odd = [Lone(), Shared()]
    lone, shared = solver.odd
    buffer_registry.register_child(run._loop, lone, name="lone")
    buffer_registry.register('"odd", <name>', shared, 3, "shared")
    buffer_registry.register("__proto__", shared, 2, "local", persistent=True)
    buffer_registry.register_child(step, shared, name="twice")
    buffer_registry.register_child(run._loop, shared, name="once more")
    buffer_registry.register_child(run._loop, step, name="algorithm")
    return solver


def build_all(folder: Path) -> None:
    """Write a dump of every case; print how long a dump takes beyond building."""
    seconds = []
    for name, algorithm, precision in cases():
        solver = make_solver(algorithm, precision)
        started = time.process_time()
        dump(solver, folder / f"{name}.json")
        seconds.append(time.process_time() - started)
    dump(odd_solver(), folder / "odd.json")
    print(
        f"{len(seconds)} dumps of built solvers: at most {1000 * max(seconds):.1f} ms, "
        f"at least {1000 * min(seconds):.1f} ms of processor time each"
    )


def rebuild_all(folder: Path) -> None:
    """Run the emitted settings of each case, and write what came of them."""
    for name, algorithm, precision in cases():
        code = (folder / f"{name}.py").read_text(encoding="utf-8")
        solver = run_settings(code, algorithm, precision)
        dump(solver, folder / f"{name}.again.json")
        dump(update_by(code, algorithm, precision), folder / f"{name}.updated.json")
        launches = [
            {"runs": runs, "launch": [int(value) for value in launch_of(solver)(256, runs)]}
            for runs in RUNS
        ]
        (folder / f"{name}.launch.json").write_text(json.dumps(launches), encoding="utf-8")


def run_settings(code: str, algorithm: str, precision: str) -> Any:
    """Run emitted lines as a user would paste them, and return the solver that they make.

    They hold two statements, ``solver = Solver(system, ...)`` and ``solver.update(...)``; what the
    first one makes has all that the second one asks for.
    """
    names: dict[str, Any] = {
        "Solver": lambda system, **settings: Solver(system, algorithm=algorithm, **settings),
        "system": make_system(precision),
    }
    exec(code, names)
    build(names["solver"])
    return names["solver"]


def update_by(code: str, algorithm: str, precision: str) -> Any:
    """Run only the emitted ``solver.update(...)``, on a solver that is built with all defaults."""
    names: dict[str, Any] = {
        "Solver": lambda _, **__: make_solver(algorithm, precision),
        "system": None,
    }
    exec(code, names)
    build(names["solver"])
    return names["solver"]


def launch_of(solver: Any) -> Callable[[int, int], tuple[int, int]]:
    """What cubie itself launches for a block size and a number of runs."""
    return solver.kernel.launch_geometry


def defect(folder: Path) -> None:
    """Write the recording of an update under a built step (cubie 0.9.0 drops a buffer there)."""
    solver = make_solver("radau_iia_5", "float64", 40)
    with watch(solver) as recording:
        solver.update(save_every=0.05)
        build(solver)
    recording.write(folder / "defect.json")


if __name__ == "__main__":
    {"build": build_all, "rebuild": rebuild_all, "defect": defect}[sys.argv[1]](Path(sys.argv[2]))
