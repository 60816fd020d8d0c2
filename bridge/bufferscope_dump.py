"""Write the scratch memory layout of a running cubie solver to a file that Bufferscope opens.

Three ways, all of which read the solver and change nothing in it:

* in a script or a notebook::

      from bufferscope_dump import dump
      dump(solver, "kernel.json")

* without touching the script::

      python bufferscope_dump.py my_script.py

* to see what every ``solver.update()`` does to the buffers::

      from bufferscope_dump import watch
      with watch(solver) as recording:
          solver.update(save_every=0.05)
      recording.write("kernel.json")

The file is ``cubie-dump/1``: for each phase, every factory of the kernel with its buffers in
registration order, the layout that cubie's own rules give them, and the launch that follows.
Sizes and offsets are elements unless a name ends in ``bytes``.

Needs nothing but cubie and Python 3.10 or later.
"""

from __future__ import annotations

import argparse
import ast
import copy
import functools
import importlib.abc
import importlib.machinery
import importlib.metadata
import importlib.util
import inspect
import json
import os
import platform
import runpy
import sys
import textwrap
import time
import traceback
import types
import warnings
import weakref
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

__all__ = ["DumpError", "Recording", "dump", "dump_dict", "watch"]

SCHEMA = "cubie-dump/1"
RUNS = (1, 33, 4096)
BLOCKSIZE = 256
ASSUMED_LIMIT_BYTES = 49152
LAUNCH_FLOOR_BYTES = 4
PAD_BYTES = 4
SOLVER_MODULE = "cubie.batchsolving.solver"


# By identity of a factory: the factory, its compiled code, and the sizes that it was built with.
_Builds = dict[int, tuple[Callable[[], Any], Callable[[], Any], dict[str, int]]]


class DumpError(Exception):
    """The object given is no cubie solver, or its cubie keeps no registry to read."""


# ---------------------------------------------------------------------------
# What a user calls
# ---------------------------------------------------------------------------
def dump(solver: Any, path: str | os.PathLike[str]) -> Path:
    """Write what ``solver`` has registered now, and return the path of the file.

    Parameters
    ----------
    solver
        A ``cubie.Solver``, built or not.
    path
        Where to write; an existing file is replaced.

    Raises
    ------
    DumpError
        If ``solver`` is no cubie solver.
    """
    return _write(dump_dict(solver), path)


def dump_dict(solver: Any) -> dict[str, Any]:
    """Return what :func:`dump` writes, as plain data."""
    started = time.perf_counter()
    reading = _Reading(solver)
    phase = reading.phase(*reading.present())
    return reading.document([phase], time.perf_counter() - started)


def watch(solver: Any) -> Recording:
    """Record a phase now and after every ``solver.update()`` until the recording is stopped."""
    return Recording(solver)


class Recording:
    """Phases of one solver; a context manager that stops when it is left.

    While it runs, ``solver.update`` is a function that calls the solver's own and then reads.
    The buffers that a compiled factory was built with are kept, so that a buffer which shrinks
    under compiled code is seen (``built_size``).
    """

    def __init__(self, solver: Any) -> None:
        self._reading = _Reading(solver)
        self._solver = solver
        self._phases: list[dict[str, Any]] = []
        self._updates = 0
        self._seconds = 0.0
        self._builds: _Builds = {}
        self._update = solver.update
        self._watching = True
        solver.update = self._watched_update
        self.record(*self._reading.present())

    def record(self, label: str, note: str = "") -> None:
        """Add a phase that says what is registered now."""
        started = time.perf_counter()
        phase = self._reading.phase(label, note, self._builds)
        taken = {old["label"] for old in self._phases}
        phase["label"] = _unused(label, taken)
        self._phases.append(phase)
        self._seconds += time.perf_counter() - started

    def stop(self) -> None:
        """Give the solver its own ``update`` back; phases that were recorded stay."""
        if not self._watching:
            return
        self._watching = False
        self._record_if_new()
        # The instance attribute hid the method of the class; without it that shows again.
        vars(self._solver).pop("update", None)

    def write(self, path: str | os.PathLike[str]) -> Path:
        """Write all phases, the present one included, and return the path of the file."""
        self._record_if_new()
        return _write(self.document(), path)

    def document(self) -> dict[str, Any]:
        """Return the recording as plain data."""
        return self._reading.document(self._phases, self._seconds)

    def __enter__(self) -> Recording:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _watched_update(self, *args: Any, **kwargs: Any) -> Any:
        self._record_if_new()
        result = self._update(*args, **kwargs)
        self._updates += 1
        self.record(f"after_update_{self._updates}", f"after solver.update({_call(args, kwargs)})")
        return result

    def _record_if_new(self) -> None:
        label, note = self._reading.present()
        last = self._phases[-1]
        phase = self._reading.phase(label, note, self._builds)
        if all(phase[key] == last[key] for key in ("groups", "kernel", "built")):
            return
        phase["label"] = _unused(label, {old["label"] for old in self._phases})
        self._phases.append(phase)


# ---------------------------------------------------------------------------
# Reading one solver
# ---------------------------------------------------------------------------
class _Reading:
    """Finds a solver's kernel, root factory and registry; raises DumpError where there is none."""

    def __init__(self, solver: Any) -> None:
        self.errors: list[str] = []
        self.solver = solver
        self.version = _cubie_version()
        self.kernel = _own(solver, "kernel")
        run = _own(self.kernel, "single_integrator", "_single_integrator")
        self.run = run
        self.root = _own(run, "_loop", "loop")
        if self.root is None:
            raise DumpError(
                f"{type(solver).__name__} is no cubie solver that this file knows (cubie "
                f"{self.version}): it has no kernel.single_integrator._loop."
            )
        self.registry = self._find_registry()
        self.accepted = _accepted_keys(solver)
        self.limit_bytes, self.limit_assumed = _hardware_limit(self.kernel)

    def present(self) -> tuple[str, str]:
        """Label and note of the state that the solver is in."""
        if _is_built(self.kernel):
            return "built", "the solver's kernel is built"
        if _own(self.kernel, "_cache") is not None:
            return "updated", "changed since its kernel was built, and not built again yet"
        return "constructed", "nothing built yet"

    def phase(
        self,
        label: str,
        note: str,
        builds: _Builds | None = None,
    ) -> dict[str, Any]:
        """What is registered now. ``builds`` carries built sizes from one phase to the next."""
        owners = self._reachable()
        groups = [self._group(owner, owners) for owner in owners]
        by_id = {group["id"]: group for group in groups}
        _declared_local(groups)
        if builds is not None:
            for owner, group in zip(owners, groups, strict=True):
                _note_build(owner, group, builds)
        return {
            "label": label,
            "note": note,
            "root": "loop",
            "built": _is_built(self.kernel),
            "groups": groups,
            "unreachable": self._unreachable(owners),
            "stale_rollups": _stale_rollups(groups, by_id),
            "kernel": self._kernel(groups[0]),
        }

    def document(self, phases: Sequence[dict[str, Any]], seconds: float) -> dict[str, Any]:
        """The whole file."""
        return {
            "schema": SCHEMA,
            "source": {
                "project": "cubie",
                "version": self.version,
                "layout_rule": self._layout_rule(),
            },
            "env": {
                "python": platform.python_version(),
                "numpy": _version("numpy"),
                "numba": _version("numba", "cubie-numba-cuda-mlir", "numba-cuda"),
                "backend": _backend(),
                "hardware_limit_bytes_assumed" if self.limit_assumed else "hardware_limit_bytes": (
                    self.limit_bytes
                ),
            },
            "config": self._config(),
            "phases": list(phases),
            "errors": list(dict.fromkeys(self.errors)),
            "seconds": round(seconds, 6),
        }

    # -- the registry ------------------------------------------------------
    def _find_registry(self) -> Any:
        module = sys.modules.get("cubie.buffer_registry")
        registry = getattr(module, "buffer_registry", None)
        if registry is None:
            self.errors.append(
                f"cubie {self.version} has no cubie.buffer_registry.buffer_registry: "
                "no factory, buffer or layout could be read."
            )
            return None
        if _own(registry, "_groups") is None:
            self.errors.append(
                f"cubie {self.version}: its registry has no _groups: no buffer could be read."
            )
            return None
        return registry

    def _group_of(self, owner: Any) -> Any:
        groups = _own(self.registry, "_groups")
        return None if groups is None else groups.get(owner)

    def _reachable(self) -> dict[Any, str]:
        """Every factory below the root with its id, parents before children, each once."""
        ids: dict[Any, str] = {}
        taken: set[str] = set()
        waiting = [(self.root, "loop")]
        while waiting:
            owner, wanted = waiting.pop()
            key = _Key(owner)
            if key in ids:
                continue
            ids[key] = _unused(wanted, taken)
            taken.add(ids[key])
            children = _children(self._group_of(owner))
            waiting += [(child, f"{ids[key]}/{name}") for name, child in reversed(children)]
        return ids

    def _unreachable(self, owners: dict[Any, str]) -> list[str]:
        """Classes registered but below no kernel's root: other solvers' kernels are left out."""
        registered = list((_own(self.registry, "_groups") or {}).keys())
        seen = set(owners)
        waiting = [owner for owner in registered if type(owner) is type(self.root)]
        while waiting:
            owner = waiting.pop()
            if _Key(owner) in seen and owner is not self.root:
                continue
            seen.add(_Key(owner))
            below = [child for _, child in _children(self._group_of(owner))]
            waiting += [child for child in below if _Key(child) not in seen]
        return sorted(type(owner).__name__ for owner in registered if _Key(owner) not in seen)

    def _layout_rule(self) -> str:
        """How sizes become slices, told by what the registry's records hold."""
        module = sys.modules.get("cubie.buffer_registry")
        names = _field_names(getattr(module, "CUDABuffer", None))
        if "protected" in names:
            return "guarded"
        return "aligned" if "parent_dtype" in names else "elements"

    # -- one factory -------------------------------------------------------
    def _group(self, key: Any, owners: dict[Any, str]) -> dict[str, Any]:
        owner = key.owner
        group = self._group_of(owner)
        children = _children(group)
        entries = _own(group, "entries") or {}
        shared, persistent, local = self._layouts(owner, group)
        regions = {f"{name}_{of}" for name, _ in children for of in ("shared", "persistent")}
        keys = _setting_keys(type(owner), type(_settings(owner)))
        parent_dtype = _own(group, "parent_dtype")
        return {
            "id": owners[key],
            "owner": {"class": type(owner).__name__, "module": type(owner).__module__},
            "registered": group is not None,
            "built": _is_built(owner),
            "parent_dtype": None if parent_dtype is None else _dtype_name(parent_dtype),
            "entries": [
                self._entry(name, entry, regions, owner, keys) for name, entry in entries.items()
            ],
            "children": {name: owners[_Key(child)] for name, child in children},
            "shared_layout": {name: [s.start, s.stop] for name, s in shared.items()},
            "persistent_layout": {name: [s.start, s.stop] for name, s in persistent.items()},
            "local_sizes": dict(local),
            "relocatable": [name for name in entries if name not in regions],
            "totals": {
                "shared": max((s.stop for s in shared.values()), default=0),
                "local": sum(local.values()),
                "persistent": max((s.stop for s in persistent.values()), default=0),
                "declared_local": 0,
            },
        }

    def _entry(
        self,
        name: str,
        entry: Any,
        regions: set[str],
        owner: Any,
        keys: dict[str, str | None],
    ) -> dict[str, Any]:
        dtype = getattr(entry, "dtype", None) or getattr(entry, "precision", None)
        parent_dtype = getattr(entry, "parent_dtype", None)
        record = {
            "name": name,
            "size": int(entry.size),
            "location": entry.location,
            "persistent": bool(getattr(entry, "persistent", False)),
            "aliases": getattr(entry, "aliases", None),
            "dtype": _dtype_name(dtype),
            "parent_elements": int(getattr(entry, "parent_elements", entry.size)),
            "parent_dtype": None if parent_dtype is None else _dtype_name(parent_dtype),
        }
        protected = getattr(entry, "protected", ())
        if protected:
            record["protected"] = [[int(start), int(stop)] for start, stop in protected]
        if name not in regions:
            if name in keys:
                key = keys[name]
                taken = self.accepted is None or key in self.accepted
                record["setting_key"] = key if taken else None
            else:
                self.errors.append(
                    f"{type(owner).__name__} registers {name!r} in a way that this file cannot "
                    "read; its setting is taken to be its name and '_location'."
                )
        return record

    def _layouts(self, owner: Any, group: Any) -> tuple[dict, dict, dict]:
        """The slices cubie has, or those its own rules give a copy of the group.

        Asking the group itself would fill its caches, which is a change.
        """
        if group is None:
            return {}, {}, {}
        cached = _cached_layouts(group)
        if cached is not None:
            return cached
        twin = copy.copy(group)
        try:
            twin._alias_consumption = {}
            twin._shared_layout = twin._persistent_layout = twin._local_sizes = None
            twin.build_layouts()
            built = _cached_layouts(twin)
        except Exception as error:
            self.errors.append(
                f"cubie {self.version} could not lay out {type(owner).__name__}: "
                f"{type(error).__name__}: {error}"
            )
            built = _cached_layouts(twin)
        if built is None:
            self.errors.append(
                f"cubie {self.version}: {type(owner).__name__} has no layout to read."
            )
            return {}, {}, {}
        return built

    # -- the kernel --------------------------------------------------------
    def _kernel(self, root: dict[str, Any]) -> dict[str, Any]:
        """Arenas and launches of the root, by the arithmetic of cubie's kernel."""
        precision = _dtype_name(_setting(self.root, "precision"))
        itemsize = {"float16": 2, "float32": 4, "float64": 8}.get(precision, 4)
        shared = root["totals"]["shared"]
        persistent = root["totals"]["persistent"]
        padded = precision != "float64" and shared > 0 and shared % 2 == 0
        words = 2 if precision == "float64" else 1
        bytes_per_run = shared * itemsize + (PAD_BYTES if padded else 0)
        return {
            "precision": precision,
            "shared_memory_elements": shared,
            "shared_memory_bytes": shared * itemsize,
            "persistent_local_elements": persistent,
            "shared_memory_needs_padding": padded,
            "f32_per_element": words,
            "run_stride_f32": words * shared + (1 if padded else 0),
            "threads_per_loop": 1,
            "toplevel_persistent_array_elements": max(1, persistent),
            "shared_target_bytes": _shared_target(self.kernel),
            "launch": [self._launch(runs, bytes_per_run) for runs in RUNS],
        }

    def _launch(self, runs: int, bytes_per_run: int) -> dict[str, Any]:
        """The block that cubie's own ``limit_blocksize`` makes of 256 requested threads."""
        record: dict[str, Any] = {
            "runs": runs,
            "requested_blocksize": BLOCKSIZE,
            "bytes_per_run_padded": bytes_per_run,
            "blocksize": None,
            "dynamic_shared_bytes": None,
            "warning": None,
            "error": None,
            "hardware_limit_bytes": self.limit_bytes,
        }
        limit = getattr(self.kernel, "limit_blocksize", None)
        if limit is None:
            self.errors.append(f"cubie {self.version}: its kernel has no limit_blocksize.")
            return record
        threads = min(runs, BLOCKSIZE)
        try:
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always")
                block, dynamic = limit(BLOCKSIZE, bytes_per_run * threads, bytes_per_run, runs)
        except ValueError as error:
            record["error"] = str(error)
            return record
        record["blocksize"] = int(block)
        record["dynamic_shared_bytes"] = max(LAUNCH_FLOOR_BYTES, int(dynamic))
        record["warning"] = str(caught[0].message) if caught else None
        return record

    def _config(self) -> dict[str, Any]:
        step = _own(self.run, "_algo_step")
        controller = _own(self.run, "_step_controller")
        algorithm = _setting(self.run, "algorithm") or type(step).__name__
        return {
            "case": str(algorithm),
            "algorithm": str(algorithm),
            "kwargs": {},
            "n_states": _setting(self.root, "n_states"),
            "precision": _dtype_name(_setting(self.root, "precision")),
            "n_parameters": _setting(self.root, "n_parameters"),
            "n_observables": _setting(self.root, "n_observables"),
            "n_drivers": _setting(self.root, "n_drivers"),
            "algorithm_class": None if step is None else type(step).__name__,
            "controller_class": None if controller is None else type(controller).__name__,
        }


class _Key:
    """An owner by identity, whatever its own equality says."""

    __slots__ = ("owner",)

    def __init__(self, owner: Any) -> None:
        self.owner = owner

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.owner is other.owner

    def __hash__(self) -> int:
        return id(self.owner)


def _children(group: Any) -> list[tuple[str, Any]]:
    return list((_own(group, "children") or {}).items())


def _cached_layouts(group: Any) -> tuple[dict, dict, dict] | None:
    layouts = tuple(
        _own(group, name) for name in ("_shared_layout", "_persistent_layout", "_local_sizes")
    )
    if any(layout is None for layout in layouts):
        return None
    shared, persistent, local = layouts
    return dict(shared), dict(persistent), dict(local)


def _declared_local(groups: Sequence[dict[str, Any]]) -> None:
    """Fill in the footprint of every subtree: its local arrays and its root's persistent arena."""
    by_id = {group["id"]: group for group in groups}
    sums: dict[str, int] = {}
    waiting = [(groups[0]["id"], False)] if groups else []
    on_path: set[str] = set()
    while waiting:
        current, leaving = waiting.pop()
        below = list(by_id[current]["children"].values())
        if leaving:
            on_path.discard(current)
            sums[current] = by_id[current]["totals"]["local"] + sum(sums.get(c, 0) for c in below)
        elif current not in sums and current not in on_path:
            on_path.add(current)
            waiting.append((current, True))
            waiting += [(child, False) for child in below]
    for group in groups:
        totals = group["totals"]
        totals["declared_local"] = sums.get(group["id"], 0) + totals["persistent"]


def _stale_rollups(
    groups: Sequence[dict[str, Any]], by_id: dict[str, dict[str, Any]]
) -> list[dict[str, Any]]:
    """Regions that reserve something else than their child needs now."""
    stale = []
    for group in groups:
        sizes = {entry["name"]: entry["size"] for entry in group["entries"]}
        for name, child in group["children"].items():
            for of in ("shared", "persistent"):
                need = by_id[child]["totals"][of]
                have = sizes.get(f"{name}_{of}")
                if have is not None and have != need:
                    stale.append(
                        {
                            "group": group["id"],
                            "entry": f"{name}_{of}",
                            "registered_size": have,
                            "child_total": need,
                        }
                    )
    return stale


def _note_build(
    key: Any,
    group: dict[str, Any],
    builds: _Builds,
) -> None:
    """Write the sizes that the factory's compiled code was built with into its entries."""
    owner = key.owner
    cache = _own(owner, "_cache")
    if cache is None or not group["built"]:
        return
    known = builds.get(id(owner))
    if known is None or known[0]() is not owner or known[1]() is not cache:
        sizes = {entry["name"]: entry["size"] for entry in group["entries"]}
        known = (_weak(owner), _weak(cache), sizes)
        builds[id(owner)] = known
    regions = {f"{name}_{of}" for name in group["children"] for of in ("shared", "persistent")}
    for entry in group["entries"]:
        name = entry["name"]
        if name not in regions and known[2].get(name, entry["size"]) != entry["size"]:
            entry["built_size"] = known[2][name]


def _weak(thing: Any) -> Callable[[], Any]:
    """A reference that keeps nothing alive: what cubie drops must leave its registry."""
    try:
        return weakref.ref(thing)
    except TypeError:
        return lambda: thing


# ---------------------------------------------------------------------------
# Setting keys, read from the source of the methods that register buffers
# ---------------------------------------------------------------------------
@functools.cache
def _setting_keys(owner: type, settings: type) -> dict[str, str | None]:
    """Setting that moves each buffer a class registers; None where no setting does.

    Found in the class's own calls of ``register``: the argument ``location`` names a field of the
    owner's settings, or is a constant.
    """
    keys: dict[str, str | None] = {}
    for cls in reversed(owner.__mro__):
        for member in vars(cls).values():
            function = inspect.unwrap(member) if callable(member) else None
            code = getattr(function, "__code__", None)
            if code is None or "register" not in code.co_names:
                continue
            tree = _source_tree(function)
            for name, location in () if tree is None else _registrations(tree):
                keys[name] = _key_of(location, settings)
    return keys


def _source_tree(function: Any) -> ast.Module | None:
    try:
        return ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, TypeError, SyntaxError, IndentationError):
        return None


def _registrations(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """Name and location expression of each ``….register(name, owner, size, location)``."""
    scopes = _loop_values(tree)
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
            continue
        if call.func.attr != "register":
            continue
        name = _argument(call, 0, "name")
        location = _argument(call, 3, "location")
        if name is None or location is None:
            continue
        for scope in scopes.get(id(call), [{}]):
            given = _resolve(name, scope)
            if isinstance(given, ast.Constant) and isinstance(given.value, str):
                yield given.value, _resolve(location, scope)


def _loop_values(tree: ast.Module) -> dict[int, list[dict[str, ast.expr]]]:
    """For each call: the values that local names have at it, one table per turn of its loop."""
    assigned = {
        node.targets[0].id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and len(node.targets) == 1
        and isinstance(node.targets[0], ast.Name)
    }
    scopes: dict[int, list[dict[str, ast.expr]]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            scopes.setdefault(id(node), [assigned])
        if isinstance(node, ast.For):
            turns = [{**assigned, **turn} for turn in _turns(node, assigned)]
            for call in ast.walk(node):
                if isinstance(call, ast.Call) and turns:
                    scopes[id(call)] = turns
    return scopes


def _turns(loop: ast.For, assigned: dict[str, ast.expr]) -> Iterator[dict[str, ast.expr]]:
    values = _resolve(loop.iter, assigned)
    if isinstance(values, ast.Call) and isinstance(values.func, ast.Attribute):
        values = values.func.value if values.func.attr == "items" else values
    pairs: list[ast.expr] = []
    if isinstance(values, (ast.List, ast.Tuple)):
        pairs = list(values.elts)
    elif isinstance(values, ast.Dict):
        pairs = [
            ast.Tuple(elts=[key, value], ctx=ast.Load())
            for key, value in zip(values.keys, values.values, strict=True)
            if key is not None
        ]
    for pair in pairs:
        if isinstance(loop.target, ast.Name):
            yield {loop.target.id: pair}
        elif isinstance(loop.target, ast.Tuple) and isinstance(pair, (ast.Tuple, ast.List)):
            yield {
                target.id: value
                for target, value in zip(loop.target.elts, pair.elts, strict=False)
                if isinstance(target, ast.Name)
            }


def _resolve(node: ast.expr, scope: dict[str, ast.expr]) -> ast.expr:
    for _ in range(8):
        if not isinstance(node, ast.Name) or node.id not in scope:
            break
        node = scope[node.id]
    return node


def _argument(call: ast.Call, position: int, name: str) -> ast.expr | None:
    for keyword in call.keywords:
        if keyword.arg == name:
            return keyword.value
    return call.args[position] if len(call.args) > position else None


def _key_of(location: ast.expr, settings: type) -> str | None:
    """The settings field that an expression reads; None for a constant or an unknown one."""
    if not isinstance(location, ast.Attribute):
        return None
    fields = _field_names(settings)
    if location.attr in fields:
        return _prefixed(location.attr, settings)
    getter = getattr(inspect.getattr_static(settings, location.attr, None), "fget", None)
    tree = None if getter is None else _source_tree(getter)
    if tree is None:
        return location.attr
    read = [
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in fields and "location" in node.attr
    ]
    return _prefixed(read[0], settings) if read else None


def _prefixed(field: str, settings: type) -> str:
    """The field as ``Solver(...)`` spells it, where several factories share a settings class."""
    names = getattr(settings, "get_prefixed_attributes", None)
    label = getattr(settings, "instance_label", "")
    if names is None or not isinstance(label, str) or not label or field not in names():
        return field
    return f"{label}_{field}"


# ---------------------------------------------------------------------------
# Small readers: raw fields only, since a property of a factory may build it
# ---------------------------------------------------------------------------
def _own(thing: Any, *names: str) -> Any:
    """The first of these that is stored in an object (no property is called), or None."""
    for name in names:
        found = inspect.getattr_static(thing, name, None)
        if isinstance(found, property) or found is None:
            continue
        if isinstance(found, (types.MemberDescriptorType, types.GetSetDescriptorType)):
            found = getattr(thing, name, None)
        if found is not None:
            return found
    return None


def _settings(owner: Any) -> Any:
    return _own(owner, "_compile_settings")


def _setting(owner: Any, name: str) -> Any:
    """A field of a factory's settings, as plain data where it is a number."""
    value = getattr(_settings(owner), name, None)
    return value.item() if hasattr(value, "item") and not isinstance(value, type) else value


def _is_built(owner: Any) -> bool:
    return bool(_own(owner, "_cache_valid")) and _own(owner, "_cache") is not None


def _accepted_keys(solver: Any) -> frozenset[str] | None:
    """Settings that ``Solver(...)`` takes; None where this cubie keeps no list of them."""
    given = _own(solver, "given")
    if given is not None:
        return _field_names(type(given)) or None
    lists = [
        value
        for module in _cubie_modules(type(solver))
        for name, value in vars(module).items()
        if name.startswith("ALL_") and isinstance(value, (set, frozenset))
    ]
    return frozenset().union(*lists) if lists else None


def _field_names(cls: Any) -> frozenset[str]:
    return frozenset(field.name for field in getattr(cls, "__attrs_attrs__", ()))


def _dtype_name(dtype: Any) -> str:
    return str(getattr(dtype, "name", None) or getattr(dtype, "__name__", None) or dtype)


def _shared_target(kernel: Any) -> int | None:
    """Dynamic shared bytes at which this cubie halves a block that would launch; None: never."""
    code = getattr(getattr(type(kernel), "limit_blocksize", None), "__code__", None)
    return 32768 if code is not None and 32768 in code.co_consts else None


def _hardware_limit(kernel: Any) -> tuple[int, bool]:
    """Shared bytes a block may have, and whether that is assumed, not asked of the device."""
    asking = [
        getattr(module, "max_shared_memory_per_block", None)
        for module in _cubie_modules(type(kernel))
    ]
    ask = next((function for function in asking if function is not None), None)
    simulated = os.environ.get("NUMBA_ENABLE_CUDASIM") == "1"
    if ask is None:
        return ASSUMED_LIMIT_BYTES, True
    try:
        return int(ask()), simulated
    except Exception:
        return ASSUMED_LIMIT_BYTES, True


def _cubie_modules(cls: type) -> list[types.ModuleType]:
    """cubie's modules that a class, or the one a user derived it from, is defined in."""
    names = [base.__module__ for base in cls.__mro__]
    return [sys.modules[name] for name in names if name.split(".")[0] == "cubie"]


def _backend() -> str:
    if os.environ.get("NUMBA_ENABLE_CUDASIM") == "1":
        return "numba CUDA simulator"
    return "CUDA"


def _version(*names: str) -> str | None:
    for name in names:
        try:
            return importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return None


def _cubie_version() -> str:
    return _version("cubie") or str(getattr(sys.modules.get("cubie"), "__version__", "unknown"))


def _unused(wanted: str, taken: set[str]) -> str:
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}_{number}"
    return name


def _call(args: Sequence[Any], kwargs: dict[str, Any]) -> str:
    def short(value: Any) -> str:
        text = repr(value) if isinstance(value, (str, int, float, bool, dict)) else "..."
        return text if len(text) <= 60 else f"{text[:57]}..."

    return ", ".join([*map(short, args), *(f"{key}={short(kwargs[key])}" for key in kwargs)])


def _write(document: dict[str, Any], path: str | os.PathLike[str]) -> Path:
    target = Path(path)
    target.write_text(json.dumps(document, indent=1, ensure_ascii=True) + "\n", encoding="utf-8")
    for error in document["errors"]:
        print(f"bufferscope_dump: {error}", file=sys.stderr)
    return target


# ---------------------------------------------------------------------------
# python bufferscope_dump.py SCRIPT
# ---------------------------------------------------------------------------
class _SolverHook(importlib.abc.MetaPathFinder):
    """Starts a recording for each solver, from the moment cubie's own module is imported."""

    def __init__(self, started: Callable[[Any], None]) -> None:
        self._started = started

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name != SOLVER_MODULE:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec is None or spec.loader is None:
            return None
        run = spec.loader.exec_module
        started = self._started

        def exec_module(module: types.ModuleType) -> None:
            run(module)
            solver = module.Solver
            construct = solver.__init__

            @functools.wraps(construct)
            def constructed(self: Any, *args: Any, **kwargs: Any) -> None:
                construct(self, *args, **kwargs)
                started(self)

            solver.__init__ = constructed

        spec.loader.exec_module = exec_module  # type: ignore[method-assign]
        return spec


def _run_script(script: str, args: Sequence[str]) -> tuple[list[Recording], int]:
    """Run a script as Python would; return a recording for each solver, and the exit code."""
    recordings: list[Recording] = []
    hook = _SolverHook(lambda solver: recordings.append(watch(solver)))
    sys.meta_path.insert(0, hook)
    sys.argv = [script, *args]
    sys.path.insert(0, str(Path(script).resolve().parent))
    code = 0
    try:
        runpy.run_path(script, run_name="__main__")
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    except Exception:
        traceback.print_exc()
        code = 1
    finally:
        sys.meta_path.remove(hook)
    for recording in recordings:
        recording.stop()
    return recordings, code


def main(argv: Sequence[str] | None = None) -> int:
    """Command line: run a script and write a file for each solver it made."""
    parser = argparse.ArgumentParser(
        prog="bufferscope_dump.py",
        description="Run a script and write the layout of each cubie solver it makes.",
    )
    parser.add_argument("-o", "--output", help="file to write (default: SCRIPT.cubie-dump.json)")
    parser.add_argument("script")
    parser.add_argument("args", nargs=argparse.REMAINDER, help="arguments of the script")
    options = parser.parse_args(argv)
    if not Path(options.script).is_file():
        print(f"bufferscope_dump: there is no script {options.script!r}.", file=sys.stderr)
        return 2
    recordings, code = _run_script(options.script, options.args)
    if not recordings:
        print(
            f"bufferscope_dump: {options.script} made no cubie.Solver "
            f"(cubie {_cubie_version()}); nothing was written.",
            file=sys.stderr,
        )
        return code or 1
    output = Path(options.output or f"{Path(options.script).stem}.cubie-dump.json")
    for number, recording in enumerate(recordings, start=1):
        path = output
        if len(recordings) > 1:
            path = output.with_name(f"{output.stem}-{number}{output.suffix}")
        _write(recording.document(), path)
        print(f"wrote {path}")
    return code


if __name__ == "__main__":
    # Under its own name, so that a script which imports this file shares its state.
    sys.modules.setdefault("bufferscope_dump", sys.modules["__main__"])
    sys.exit(main())
