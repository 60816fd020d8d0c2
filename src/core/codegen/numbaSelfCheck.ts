/** Stands in for an arena on the host, so that a module can run its own slices when it is imported. */
export const NUMBA_WINDOW: readonly string[] = linesOf(`

class _Window:
    """Bytes of an arena that answer to slicing and view as an array does."""

    def __init__(self, first, last, dtype):
        self.first = first
        self.last = last
        self.dtype = dtype
        self.width = numpy.dtype(dtype).itemsize

    def __len__(self):
        return (self.last - self.first) // self.width

    def __getitem__(self, part):
        assert 0 <= part.start <= part.stop <= len(self), (part, "passes its arena")
        first = self.first + part.start * self.width
        return _Window(first, self.first + part.stop * self.width, self.dtype)

    def view(self, dtype):
        return _Window(self.first, self.last, dtype)`)

/** Lengths, places, disjointness and totals: a module that was changed by hand does not import. */
export const NUMBA_SELF_CHECK: readonly string[] = linesOf(`

def _python(allocator):
    """The Python function behind a compiled or a simulated one."""
    return getattr(allocator, "py_func", None) or getattr(allocator, "fn", allocator)


def _check_places(entries, total, label):
    """Own storage and the guests of one host are disjoint; guests lie inside; the end is the total."""
    places = {name: (offset, offset + extent) for name, _, offset, extent, _, _, _, _ in entries}
    ends = {}
    for name, _, offset, extent, _, _, _, host in sorted(entries, key=lambda row: row[2:4]):
        assert ends.get(host, 0) <= offset, (label, name, "overlaps")
        ends[host] = offset + extent
        if host is not None:
            assert places[host][0] <= offset, (label, name, "starts before its host")
            assert offset + extent <= places[host][1], (label, name, "passes its host")
    assert max(ends.values(), default=0) == total, (label, "total")


def _check_slice(allocator, arenas, row, width):
    """An allocator, run on the host, gives the bytes that its row says."""
    name, space, offset, extent, dtype, length, size, _ = row
    function = _python(allocator)
    if function.__code__.co_argcount == 1:
        array = function(arenas[space])
    else:
        array = function(arenas["shared"], arenas["persistent_local"])
    assert array.first == offset * width, (name, "starts elsewhere")
    assert array.last <= (offset + extent) * width, (name, "ends beyond its extent")
    assert array.width == numpy.dtype(dtype).itemsize, (name, "has another dtype")
    assert len(array) == length, (name, "has another length")
    assert length >= size, (name, "is too short")


def _self_check():
    """Runs on import; raises AssertionError where a slice is not what the layout says."""
    for factory, allocators, dtype, shared, persistent_local, local, entries in _LAYOUT:
        width = numpy.dtype(dtype).itemsize
        arenas = {
            "shared": _Window(0, shared * width, dtype),
            "persistent_local": _Window(0, persistent_local * width, dtype),
        }
        functions = allocators()
        assert list(functions) == [row[0] for row in entries], (factory, "names")
        for row in entries:
            if row[1] == "local":
                assert row[3] == row[5] == max(1, row[6]), (factory, row[0], "local length")
            else:
                _check_slice(functions[row[0]], arenas, row, width)
        own = {"shared": [], "persistent_local": [], "local": []}
        for row in entries:
            own[row[1]].append(row)
        _check_places(own["shared"], shared, factory)
        _check_places(own["persistent_local"], persistent_local, factory)
        assert sum(row[3] for row in own["local"]) == local, (factory, "local total")


_self_check()`)

function linesOf(text: string): readonly string[] {
  return text.split('\n')
}
