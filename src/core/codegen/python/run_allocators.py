"""Imports modules of allocators, runs each allocator, and prints what it gave as JSON."""

import importlib.util
import inspect
import json
import sys

import numpy
from numba import LocalArray


class Arena:
    """An array whose elements are the numbers of its bytes: no arithmetic shared with the module."""

    def __init__(self, byte_numbers, kind):
        self.byte_numbers = byte_numbers
        self.kind = kind

    def __getitem__(self, part):
        width = numpy.dtype(self.kind).itemsize
        whole = len(self.byte_numbers) - len(self.byte_numbers) % width
        elements = [self.byte_numbers[i : i + width] for i in range(0, whole, width)]
        kept = elements[part]
        flat = [number for element in kept for number in element]
        return Slice(flat, self.kind, part.start * width + self.origin())

    def origin(self):
        return 0

    def view(self, kind):
        raise TypeError("an allocator views its slice, not the arena")


class Slice(Arena):
    def __init__(self, byte_numbers, kind, first):
        super().__init__(byte_numbers, kind)
        self.first = first

    def origin(self):
        return self.first

    def view(self, kind):
        width = numpy.dtype(kind).itemsize
        whole = len(self.byte_numbers) - len(self.byte_numbers) % width
        return Slice(self.byte_numbers[:whole], kind, self.first)


def load(path):
    spec = importlib.util.spec_from_file_location("layout", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def call(allocator, arenas):
    arguments = inspect.signature(allocator).parameters
    names = {
        "shared_scratch": "shared",
        "shared": "shared",
        "persistent": "persistent_local",
        "persistent_local": "persistent_local",
    }
    return allocator(*[arenas[names[name]] for name in arguments])


def answers(module):
    for factory, allocators, kind, shared, persistent_local, _, entries in module._LAYOUT:
        width = numpy.dtype(kind).itemsize
        arenas = {
            "shared": Arena(list(range(shared * width)), kind),
            "persistent_local": Arena(list(range(persistent_local * width)), kind),
        }
        functions = allocators()
        for name, space, *_ in entries:
            array = call(functions[name], arenas)
            local = isinstance(array, LocalArray)
            item = numpy.dtype(array.kind)
            numbers = [] if local else array.byte_numbers
            assert not numbers or numbers == list(range(numbers[0], numbers[-1] + 1))
            yield {
                "factory": factory,
                "name": name,
                "space": space,
                "firstByte": None if local else numbers[0] if numbers else array.first,
                "bytes": array.length * item.itemsize if local else len(numbers),
                "dtype": item.name,
            }


print(json.dumps([list(answers(load(path))) for path in sys.argv[1:]]))
