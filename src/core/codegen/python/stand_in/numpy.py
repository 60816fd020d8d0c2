"""Stands in for numpy where it is not installed: element types, and nothing else."""


class dtype:
    """An element type: its name and its width in bytes."""

    def __init__(self, kind):
        self.name = kind.__name__
        self.itemsize = kind.itemsize


def _element(name, width):
    return type(name, (), {"itemsize": width})


float16 = _element("float16", 2)
float32 = _element("float32", 4)
float64 = _element("float64", 8)
int32 = _element("int32", 4)
int64 = _element("int64", 8)
