"""Runs each allocator of generated modules in a kernel of Numba's CUDA simulator, and prints JSON."""

import importlib.util
import inspect
import json
import sys

import numpy
from numba import cuda

MARK = 0xA5


def load(path):
    spec = importlib.util.spec_from_file_location("layout", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def kernel_of(allocator, shape, out):
    """A kernel that fills the allocator's array with marks, and copies the bytes of both arenas out."""
    shared_bytes, persistent_bytes = shape
    parameters = tuple(inspect.signature(allocator.fn).parameters)

    @cuda.jit
    def kernel(marks, width):
        shared = cuda.shared.array(max(1, shared_bytes // width[0]), out["kind"])
        persistent = cuda.local.array(max(1, persistent_bytes // width[0]), out["kind"])
        for arena in (shared, persistent):
            for i in range(len(arena)):
                arena[i] = 0
        if parameters == ():
            array = allocator()
        elif parameters == ("shared_scratch",):
            array = allocator(shared)
        elif parameters == ("persistent_local",):
            array = allocator(persistent)
        else:
            array = allocator(shared, persistent)
        out["dtype"] = array.dtype.name
        out["length"] = len(array)
        for i in range(len(array)):
            array.view(numpy.uint8)[i * array.dtype.itemsize : (i + 1) * array.dtype.itemsize] = MARK
        for row, arena in enumerate((shared, persistent)):
            bytes_of = arena.view(numpy.uint8)
            for i in range(len(bytes_of)):
                marks[row, i] = bytes_of[i]

    return kernel


def answer(factory, kind, shape, entry):
    (name, space, allocator, offset) = entry
    width = numpy.dtype(kind).itemsize
    marks = numpy.zeros((2, max(*shape, width)), numpy.uint8)
    out = {"kind": kind}
    kernel_of(allocator, shape, out)[1, 1](marks, numpy.array([width]))
    size = numpy.dtype(out["dtype"]).itemsize
    rows = [numpy.nonzero(row == MARK)[0] for row in marks]
    touched = {"shared": rows[0], "persistent_local": rows[1], "local": []}[space]
    assert sum(len(row) for row in rows) == len(touched), "wrote to another arena"
    empty = None if space == "local" else offset * width
    return {
        "factory": factory,
        "name": name,
        "space": space,
        "firstByte": int(touched[0]) if len(touched) else empty,
        "bytes": out["length"] * size if space == "local" else len(touched),
        "dtype": out["dtype"],
    }


def answers(module):
    for factory, allocators, kind, shared, persistent_local, _, entries in module._LAYOUT:
        width = numpy.dtype(kind).itemsize
        functions = allocators()
        for name, space, offset, *_ in entries:
            entry = (name, space, functions[name], offset)
            yield answer(factory, kind, (shared * width, persistent_local * width), entry)


print(json.dumps([list(answers(load(path))) for path in sys.argv[1:]]))
