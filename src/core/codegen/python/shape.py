"""Prints what generated modules are made of: kinds of nodes, names that are called, all strings."""

import ast
import json
import sys


def called(node):
    """The callee, with what a layout names taken out of it."""
    name = ast.unparse(node.func)
    return "an allocator factory" if name.endswith("_allocators") else name


def shape(path):
    with open(path, "rb") as file:
        tree = ast.parse(file.read())
    nodes = set()
    strings = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            nodes.add("Import " + ", ".join(alias.name for alias in node.names))
        elif isinstance(node, ast.ImportFrom):
            nodes.add(f"ImportFrom {node.module}")
        elif isinstance(node, ast.Call):
            nodes.add("Call " + called(node))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            strings.append(node.value)
        elif isinstance(node, ast.FunctionDef) and node.name.endswith("_allocator"):
            nodes.add("an allocator")
            assert isinstance(node.body[0], ast.Return) and len(node.body) == 1
    top = [type(node).__name__ for node in tree.body]
    return {"nodes": sorted(nodes) + top, "strings": strings}


print(json.dumps([shape(path) for path in sys.argv[1:]]))
