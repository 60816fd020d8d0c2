"""Tests of bufferscope_dump against the installed cubie, on the CUDA simulator.

Run with ``NUMBA_ENABLE_CUDASIM=1 python -m unittest`` in this folder, once for each cubie.
"""

from __future__ import annotations

import copy
import gc
import json
import subprocess
import sys
import tempfile
import types
import unittest
import weakref
from importlib.metadata import version
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
from cubie import Solver
from cubie.buffer_registry import buffer_registry

import bufferscope_dump
from bufferscope_dump import DumpError, dump, dump_dict, watch
from round_trip import ALGORITHMS, build, make_solver, make_system, odd_solver

CUBIE = version("cubie")
HAS_DEFECT = CUBIE == "0.9.0"


def state_of_registry() -> list[Any]:
    """All that the registry holds, caches included, as values that later changes cannot reach."""
    return [
        (
            id(owner),
            id(getattr(owner, "_cache", None)),
            getattr(owner, "_cache_valid", None),
            id(getattr(owner, "_compile_settings", None)),
            sorted(vars(owner)),
            copy.deepcopy(list(group.entries.items())),
            [(name, id(child)) for name, child in group.children.items()],
            copy.deepcopy(group._shared_layout),
            copy.deepcopy(group._persistent_layout),
            copy.deepcopy(group._local_sizes),
            copy.deepcopy(group._alias_consumption),
        )
        for owner, group in list(buffer_registry._groups.items())
    ]


def entries_of(document: dict[str, Any], phase: int = -1) -> dict[tuple[str, str], dict[str, Any]]:
    """Entries of a phase by group and name."""
    return {
        (group["id"], entry["name"]): entry
        for group in document["phases"][phase]["groups"]
        for entry in group["entries"]
    }


class ReadsAndChangesNothing(unittest.TestCase):
    def setUp(self) -> None:
        # Solvers of earlier tests leave the registry when they are collected: not our doing.
        gc.collect()
        gc.disable()
        self.addCleanup(gc.enable)

    def test_leaves_an_unbuilt_solver_as_it_was(self) -> None:
        solver = Solver(make_system("float32"), algorithm="radau_iia_5")
        before = state_of_registry()
        document = dump_dict(solver)
        self.assertEqual(before, state_of_registry())
        self.assertEqual(document["errors"], [])

    def test_leaves_a_built_solver_as_it_was(self) -> None:
        for algorithm in ALGORITHMS.values():
            with self.subTest(algorithm):
                solver = make_solver(algorithm, "float64")
                attributes = sorted(vars(solver))
                before = state_of_registry()
                dump_dict(solver)
                watch(solver).stop()
                self.assertEqual(before, state_of_registry())
                self.assertEqual(attributes, sorted(vars(solver)))

    def test_leaves_layouts_that_were_not_computed_uncomputed(self) -> None:
        solver = make_solver("radau_iia_5", "float32")
        for group in buffer_registry._groups.values():
            group.invalidate_layouts()
        before = state_of_registry()
        blank = dump_dict(solver)
        self.assertEqual(before, state_of_registry())
        for group in buffer_registry._groups.values():
            group.build_layouts()
        self.assertEqual(blank["phases"][0]["groups"], dump_dict(solver)["phases"][0]["groups"])

    def test_gives_the_same_trajectories(self) -> None:
        # Not ros3p: in cubie 0.9.0 two of its own runs differ on the simulator.
        for algorithm in ("tsit5", "l_stable_sdirk_4", "radau_iia_5"):
            with self.subTest(algorithm):
                plain = trajectories(algorithm, recorded=False)
                self.assertGreater(plain.size, 0)
                self.assertTrue(np.isfinite(plain).all())
                self.assertTrue(np.array_equal(plain, trajectories(algorithm, recorded=True)))


def trajectories(algorithm: str, recorded: bool) -> Any:
    """States of two runs, of a solver that is dumped and watched or of one left alone."""
    solver = Solver(
        make_system("float64"), algorithm=algorithm, save_every=0.05, output_types=["state"]
    )
    recording = watch(solver) if recorded else None
    if recorded:
        dump_dict(solver)
    result = solver.solve({"x0": np.array([1.0, 1.5])}, {"k": np.array([0.5])}, duration=0.1)
    if recording is not None:
        recording.stop()
    return np.array(result.time_domain_array)


def solver_with(key: str, algorithm: str) -> Any:
    """A solver with one setting; cubie 0.9.0 heeds that of the LU factor in updates only."""
    if CUBIE == "0.9.0" and key == "lu_factor_location":
        solver = make_solver(algorithm, "float32")
        solver.update(lu_factor_location="shared")
        return solver
    return make_solver(algorithm, "float32", **{key: "shared"})


class SaysWhatIsThere(unittest.TestCase):
    def test_has_the_arenas_that_cubie_has(self) -> None:
        for algorithm in ALGORITHMS.values():
            for precision in ("float32", "float64"):
                with self.subTest(f"{algorithm} {precision}"):
                    solver = make_solver(algorithm, precision)
                    kernel = dump_dict(solver)["phases"][0]["kernel"]
                    asked = solver.kernel
                    self.assertEqual(kernel["shared_memory_elements"], asked.shared_memory_elements)
                    self.assertEqual(kernel["shared_memory_bytes"], asked.shared_memory_bytes)
                    self.assertEqual(
                        kernel["persistent_local_elements"], asked.persistent_local_elements
                    )
                    self.assertEqual(
                        kernel["shared_memory_needs_padding"], asked.shared_memory_needs_padding
                    )
                    self.assertEqual(kernel["precision"], precision)

    def test_has_the_totals_that_cubie_has(self) -> None:
        solver = make_solver("radau_iia_5", "float32")
        loop = solver.kernel.single_integrator._loop
        for group in dump_dict(solver)["phases"][0]["groups"]:
            owner = loop
            for name in group["id"].split("/")[1:]:
                owner = buffer_registry._groups[owner].children[name]
            totals = group["totals"]
            self.assertEqual(totals["shared"], buffer_registry.shared_buffer_size(owner))
            self.assertEqual(totals["local"], buffer_registry.local_buffer_size(owner))
            self.assertEqual(
                totals["persistent"], buffer_registry.persistent_local_buffer_size(owner)
            )
            self.assertEqual(
                totals["declared_local"], buffer_registry.declared_local_elements(owner)
            )

    def test_finds_the_setting_of_each_buffer(self) -> None:
        """Each key makes exactly the buffers shared that are said to have it."""
        tried: set[str] = set()
        for algorithm in ALGORITHMS.values():
            entries = entries_of(dump_dict(make_solver(algorithm, "float32")))
            found = {entry.get("setting_key") for entry in entries.values()} - {None}
            self.assertGreater(len(found), 5)
            for key in sorted(found - tried):
                with self.subTest(f"{algorithm} {key}"):
                    moved = entries_of(dump_dict(solver_with(key, algorithm)))
                    wanted = {
                        at
                        for at, entry in entries.items()
                        if entry.get("setting_key") == key and entry["location"] == "local"
                    }
                    shared = {
                        at
                        for at, entry in moved.items()
                        if entry["location"] == "shared" != entries[at]["location"]
                    }
                    self.assertEqual(shared, wanted)
            tried |= found
        self.assertGreater(len(tried), 25)

    def test_has_the_structure_that_no_one_expects(self) -> None:
        document = dump_dict(odd_solver())
        groups = {group["id"]: group for group in document["phases"][0]["groups"]}
        self.assertEqual(groups["loop/algorithm"]["owner"]["class"], "Renamed")
        self.assertIs(groups["loop/lone"]["registered"], False)
        twice = groups["loop/algorithm"]["children"]["twice"]
        self.assertEqual(groups["loop"]["children"]["once more"], twice)
        self.assertEqual(groups[twice]["totals"]["shared"], 3)
        self.assertEqual(
            [e["name"] for e in groups[twice]["entries"]], ['"odd", <name>', "__proto__"]
        )
        # A subclass that registers nothing itself has the settings of its base.
        step = {entry["name"]: entry for entry in groups["loop/algorithm"]["entries"]}
        self.assertEqual(step["stage_state"]["setting_key"], "stage_state_location")
        json.dumps(document)

    def test_says_that_a_registration_cannot_be_read(self) -> None:
        errors = dump_dict(odd_solver())["errors"]
        self.assertEqual(len(errors), 2)
        self.assertIn("Shared registers '__proto__'", errors[1])

    def test_tells_a_region_that_went_stale(self) -> None:
        solver = make_solver("tsit5", "float32")
        run = solver.kernel.single_integrator
        buffer_registry.update_buffer("stage_rhs", run._algo_step, size=99)
        stale = dump_dict(solver)["phases"][0]["stale_rollups"]
        self.assertEqual(
            [(one["group"], one["entry"]) for one in stale], [("loop", "algorithm_persistent")]
        )

    def test_reads_a_solver_of_a_users_own_class(self) -> None:
        class MySolver(Solver):
            pass

        solver = MySolver(make_system("float32"), algorithm="tsit5")
        build(solver)
        plain = dump_dict(make_solver("tsit5", "float32"))
        self.assertEqual(dump_dict(solver)["phases"][0]["groups"], plain["phases"][0]["groups"])

    def test_leaves_another_solvers_kernel_out(self) -> None:
        other = make_solver("tsit5", "float32")
        solver = make_solver("tsit5", "float32")
        self.assertNotIn("IVPLoop", dump_dict(solver)["phases"][0]["unreachable"])
        self.assertNotIn("ERKStep", dump_dict(solver)["phases"][0]["unreachable"])
        del other


class Watches(unittest.TestCase):
    def test_records_a_phase_after_each_update(self) -> None:
        solver = make_solver("tsit5", "float32")
        with watch(solver) as recording:
            solver.update(stage_rhs_location="shared")
            build(solver)
            solver.update({"state_location": "shared"})
        phases = recording.document()["phases"]
        labels = [phase["label"] for phase in phases]
        self.assertEqual(labels[0], "built")
        self.assertIn("after_update_1", labels)
        self.assertIn("after_update_2", labels)
        self.assertIn("stage_rhs_location='shared'", phases[1]["note"])
        last = entries_of(recording.document())
        self.assertEqual(last["loop", "state"]["location"], "shared")
        self.assertEqual(last["loop/algorithm", "stage_rhs"]["location"], "shared")

    def test_passes_on_what_update_gives_and_raises(self) -> None:
        solver = make_solver("tsit5", "float32")
        with watch(solver):
            self.assertEqual(solver.update(state_location="shared"), {"state_location"})
            with self.assertRaises(KeyError):
                solver.update(no_such_setting=1)
        self.assertNotIn("update", vars(solver))

    def test_keeps_nothing_alive_that_cubie_drops(self) -> None:
        solver = make_solver("radau_iia_5", "float32")
        step = weakref.ref(solver.kernel.single_integrator._algo_step)
        with watch(solver) as recording:
            solver.update(algorithm="tsit5")
            build(solver)
            gc.collect()
            self.assertIsNone(step())
        classes = [
            [group["owner"]["class"] for group in phase["groups"]]
            for phase in recording.document()["phases"]
        ]
        self.assertIn("FIRKStep", classes[0])
        self.assertIn("ERKStep", classes[-1])

    def test_keeps_the_size_that_a_compiled_step_was_built_with(self) -> None:
        solver = make_solver("radau_iia_5", "float64", 40)
        with watch(solver) as recording:
            solver.update(save_every=0.05)
            build(solver)
        document = recording.document()
        built = entries_of(document, 0).get(("loop/algorithm", "cached_auxiliaries"))
        if built is None:
            self.assertEqual(CUBIE, "0.3.1")
            return
        self.assertEqual(built["size"], 294)
        self.assertNotIn("built_size", built)
        for phase in (1, 2):
            entry = entries_of(document, phase)["loop/algorithm", "cached_auxiliaries"]
            self.assertEqual(entry["size"], 0 if HAS_DEFECT else 294)
            self.assertEqual(entry.get("built_size"), 294 if HAS_DEFECT else None)


class SaysWhatIsMissing(unittest.TestCase):
    def test_refuses_what_is_no_solver(self) -> None:
        with self.assertRaisesRegex(DumpError, f"cubie {CUBIE}"):
            dump_dict(types.SimpleNamespace())

    def test_writes_what_it_can_of_an_unknown_registry(self) -> None:
        solver = make_solver("tsit5", "float32")
        with mock.patch.object(bufferscope_dump, "_cubie_version", return_value="9.9.9"):
            with mock.patch.dict(sys.modules, {"cubie.buffer_registry": types.ModuleType("empty")}):
                document = dump_dict(solver)
        self.assertIn("cubie 9.9.9 has no cubie.buffer_registry", document["errors"][0])
        self.assertEqual(document["config"]["algorithm_class"], "ERKStep")
        self.assertEqual([g["id"] for g in document["phases"][0]["groups"]], ["loop"])

    def test_tells_a_group_that_it_cannot_lay_out(self) -> None:
        solver = make_solver("tsit5", "float32")
        group = buffer_registry._groups[solver.kernel.single_integrator._loop]
        group.invalidate_layouts()
        broken = mock.Mock(side_effect=RuntimeError("another rule"))
        with mock.patch.object(type(group), "build_layouts", broken):
            document = dump_dict(solver)
        self.assertIn(
            f"cubie {CUBIE} could not lay out IVPLoop: RuntimeError", document["errors"][0]
        )
        self.assertGreater(len(document["phases"][0]["groups"][0]["entries"]), 10)


SCRIPT = """
import sys
from round_trip import make_solver
def main():
    solver = make_solver("tsit5", "float32")
    solver.update(state_location=sys.argv[1])
main()
if len(sys.argv) > 2:
    make_solver("ros3p", "float32")
    raise SystemExit(5)
"""


class RunsAScript(unittest.TestCase):
    def run_script(self, *args: str, script: str = SCRIPT) -> tuple[Path, Any]:
        folder = Path(tempfile.mkdtemp())
        (folder / "my_script.py").write_text(script, encoding="utf-8")
        here = Path(__file__).parent
        child = subprocess.run(
            [sys.executable, str(here / "bufferscope_dump.py"), "my_script.py", *args],
            cwd=folder,
            env={**bufferscope_dump.os.environ, "PYTHONPATH": f"{here}:{':'.join(sys.path)}"},
            capture_output=True,
            text=True,
            check=False,
        )
        return folder, child

    def test_writes_the_solver_that_a_function_made_and_dropped(self) -> None:
        folder, child = self.run_script("shared")
        self.assertEqual(child.returncode, 0, child.stderr)
        document = json.loads((folder / "my_script.cubie-dump.json").read_text(encoding="utf-8"))
        labels = [phase["label"] for phase in document["phases"]]
        self.assertIn("after_update_1", labels)
        self.assertEqual(entries_of(document)["loop", "state"]["location"], "shared")

    def test_writes_a_file_for_each_solver_and_exits_as_the_script_does(self) -> None:
        folder, child = self.run_script("shared", "more")
        self.assertEqual(child.returncode, 5, child.stderr)
        names = sorted(path.name for path in folder.glob("*.json"))
        self.assertEqual(names, ["my_script.cubie-dump-1.json", "my_script.cubie-dump-2.json"])

    def test_says_that_a_script_made_no_solver(self) -> None:
        folder, child = self.run_script(script="print('nothing')")
        self.assertEqual(child.returncode, 1)
        self.assertIn("made no cubie.Solver", child.stderr)
        self.assertEqual(list(folder.glob("*.json")), [])


class WritesAFile(unittest.TestCase):
    def test_writes_what_dump_dict_gives(self) -> None:
        solver = make_solver("tsit5", "float32")
        path = dump(solver, Path(tempfile.mkdtemp()) / "kernel.json")
        written = json.loads(path.read_text(encoding="utf-8"))
        written["seconds"] = 0
        self.assertEqual(written, {**dump_dict(solver), "seconds": 0})
        self.assertEqual(written["schema"], "cubie-dump/1")


if __name__ == "__main__":
    unittest.main()
