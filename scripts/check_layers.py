#!/usr/bin/env python3
"""Holds src/ to the rules of the house; docs/architecture.md says why they are as they are.

    check_layers.py [SRC]     prints every violation; exit status 1 if there is one
    check_layers.py --self-test

  layers   a folder includes only folders that stand before it (LAYERS)
  doors    a third-party header is included in one folder only (DOORS)
  ascii    sources are ASCII; other characters are written as escapes
  size     a header has at most 150 lines and a source 400, unless its first ten lines hold "Long because"
  names    sources of a folder call no two constants, types or functions of the same parameters by one name, though
           each sees its own only: the builds of sanitizers compile a folder as one file, but what cmake/Unity.cmake names
"""
import pathlib
import re
import sys
import tempfile

STAGES = ["characters", "spacing", "doubling", "furniture", "rejoin", "repeats"]
LAYERS = [["base"], ["flow"], ["text", "io"], ["read", "write"] + STAGES, ["pipeline"], ["cli"]]
RANK = {folder: rank for rank, folders in enumerate(LAYERS) for folder in folders}

# Header prefix -> folders that may include it. None: any source file, but no header.
DOORS = {
    "xxhash.h": ["base"],
    "unicode/": ["text"],
    "re2/": ["text"],
    "simdjson.h": ["read"],
    "oneapi/tbb": ["pipeline"],
    "tbb/": ["pipeline"],
    "CLI/": ["cli"],
    "toml++/": ["cli"],
    "sanitizer/": ["pipeline"],  # the compiler's own
    "emmintrin.h": ["repeats"],  # the compiler's own, too: sixteen bytes at once, where there is SSE2
    "immintrin.h": ["rejoin"],  # and 32, where there is AVX2
    "archive.h": ["io"], "archive_entry.h": ["io"], "zlib.h": ["io"],
    "fmt/": None,
}
# The operating system's own headers.
SYSTEM = re.compile(r"(fcntl|unistd|dirent|malloc|signal|poll|sys/[a-z]+)\.h$")
SYSTEM_FOLDERS = ["io", "cli"]

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)
MAX_LINES = {".h": 150, ".cpp": 400}


def folder_of(path):
    return path.split("/")[0] if "/" in path else ""


def check_include(name, quoted, header):
    folder = folder_of(name)
    if quoted:
        other = folder_of(header)
        if header.endswith(".inc") and not other:
            return None  # made at build time
        if other not in RANK:
            return f'{name}: "{header}" is in no folder of the layers'
        if folder and other != folder and RANK[other] >= RANK.get(folder, -1):
            return f'{name}: layer {folder} must not include "{header}"'
        return None
    if SYSTEM.match(header):
        return None if folder in SYSTEM_FOLDERS else f"{name}: <{header}> may only be included in {', '.join(SYSTEM_FOLDERS)}"
    if "." not in header and "/" not in header:
        return None  # the standard library
    for prefix, folders in DOORS.items():
        if header.startswith(prefix):
            if folders is None:
                return f"{name}: <{header}> must not be in a header" if name.endswith(".h") else None
            return None if folder in folders else f"{name}: <{header}> may only be included in {', '.join(folders)}"
    return f"{name}: <{header}> is no header that this project uses (see DOORS)"


def check_file(name, data):
    problems = []
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.isascii():
            problems.append(f"{name}:{number}: not ASCII")
    text = data.decode("utf-8", "replace")
    lines = text.count("\n")
    limit = MAX_LINES.get(pathlib.PurePath(name).suffix)
    if limit and lines > limit and "Long because" not in "\n".join(text.split("\n")[:10]):
        problems.append(f"{name}: {lines} lines, more than {limit}")
    for kind, header in INCLUDE.findall(text):
        problem = check_include(name, kind == '"', header)
        if problem:
            problems.append(problem)
    return problems


# What a source defines for itself: constants and types by name, functions by name and parameters.
HIDDEN = re.compile(r"^namespace \{\n(.*?)^\}  // namespace$", re.MULTILINE | re.DOTALL)
DEFINED = re.compile(
    r"^(?:constexpr [^=({\n]*?(?P<constant>\w+)(?:\[\w*\])? ?[={]|(?:class|struct|enum class) (?P<type>\w+)"
    r"|(?!template)[\w:][\w:<>,&* ]*?[ *&](?P<function>\w+\([^{;]*\))(?: const)? \{)", re.MULTILINE)


def hidden_names(text):
    for body in HIDDEN.findall(text):
        for match in DEFINED.finditer(body):
            # Parameters by their types: their own names are nobody's business.
            yield re.sub(r" ?\b\w+(?=[,)])", "", match["function"]) if match["function"] else match["constant"] or match["type"]


# What a header defines for all of its folder, which a source's own constant of that name would hide.
SHARED = re.compile(r"^inline constexpr [^=({\n]*?(\w+)(?:\[\w*\])? ?[={]", re.MULTILINE)


def check_names(sources, headers=()):
    problems = []
    seen = {(folder_of(name), constant): name for name, text in headers for constant in SHARED.findall(text)}
    for name, text in sources:
        for hidden in set(hidden_names(text)):
            key = (folder_of(name), hidden)
            if key in seen:
                problems.append(f"{name}: {hidden} has the name of one in {seen[key]}")
            seen.setdefault(key, name)
    return problems


def check_tree(src):
    unity = src.parent / "cmake" / "Unity.cmake"
    alone = re.search(r"set\(RUNON_ALONE([^)]*)\)", unity.read_text(encoding="utf-8"))[1].split() if unity.is_file() else []
    together = [path for path in sorted(src.rglob("*.cpp"))
                if path.relative_to(src).with_suffix("").as_posix() not in alone and not path.name.startswith("make_")]

    def read(paths):
        return [(p.relative_to(src).as_posix(), p.read_text(encoding="utf-8", errors="replace")) for p in paths]

    problems = check_names(read(together), read(sorted(src.rglob("*.h"))))
    for path in sorted(src.rglob("*")):
        if path.suffix in (".h", ".cpp", ".inc"):
            name = path.relative_to(src).as_posix()
            if "/" in name and folder_of(name) not in RANK:
                problems.append(f"{name}: the folder has no place in the layers")
            problems += check_file(name, path.read_bytes())
    return problems


# Stands beside sources that hide names.
NEIGHBOUR = "namespace {\nconstexpr int kOne = 1;\nint one(int b) {\n}\n}  // namespace\n"

# Each must be found; and the same file without its fault must not.
FAULTS = [
    ("flow/a.h", '#include "rejoin/b.h"\n', '#include "base/b.h"\n', "layer flow must not include"),
    ("rejoin/a.cpp", '#include "spacing/b.h"\n', '#include "rejoin/b.h"\n', "layer rejoin must not include"),
    ("text/a.cpp", '#include "io/b.h"\n', '#include "flow/b.h"\n', "layer text must not include"),
    ("cli/a.cpp", '#include "nowhere/b.h"\n', '#include "pipeline/b.h"\n', "in no folder of the layers"),
    ("rejoin/a.cpp", "#include <unicode/brkiter.h>\n", "#include <vector>\n", "may only be included in text"),
    ("flow/a.cpp", "#include <unistd.h>\n", "#include <cstddef>\n", "may only be included in io"),
    ("flow/a.h", "#include <fmt/format.h>\n", "#include <string>\n", "must not be in a header"),
    ("base/a.cpp", "#include <boost/any.hpp>\n", "#include <any>\n", "no header that this project uses"),
    ("spacing/a.cpp", "// \u3000\n", "// U+3000\n", "not ASCII"),
    ("spacing/a.h", "int x;\n" * 151, "int x;\n" * 150, "lines, more than 150"),
    ("spacing/a.cpp", "int x;\n" * 401, "// Long because of a test.\n" + "int x;\n" * 400, "lines, more than 400"),
    ("text/a.cpp", "namespace {\nconstexpr int kOne = 1;\n}  // namespace\n", "namespace {\nconstexpr int kTwo = 1;\n}  // namespace\n",
     "kOne has the name of one in text/a.cpp"),
    ("text/a.h", "inline constexpr int kOne = 1;\n// namespace {\n", "inline constexpr int kTwo = 1;\n// namespace {\n",
     "kOne has the name of one in text/a.h"),
    ("text/a.cpp", "namespace {\nint one(int a) {\n}\n}  // namespace\n", "namespace {\nint one(long a) {\n}\n}  // namespace\n",
     "one(int) has the name of one in text/a.cpp"),
    ("stray/a.h", "\n", None, "no place in the layers"),
]


def self_test():
    for name, wrong, right, expected in FAULTS:
        for content, found in ((wrong, True), (right, False)):
            if content is None:
                continue
            with tempfile.TemporaryDirectory() as tmp:
                path = pathlib.Path(tmp) / name
                path.parent.mkdir(parents=True)
                path.write_text(content, encoding="utf-8")
                if "namespace {" in content:
                    (path.parent / "b.cpp").write_text(NEIGHBOUR, encoding="utf-8")
                problems = check_tree(pathlib.Path(tmp))
            hit = any(expected in problem for problem in problems)
            if hit != found or (not found and problems):
                sys.exit(f"self-test: {name} with {content[:40]!r}: expected {expected!r} {found}, got {problems}")
    print(f"self-test ok: {len(FAULTS)} faults found")


def main():
    if sys.argv[1:] == ["--self-test"]:
        return self_test()
    src = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent.parent / "src"
    problems = check_tree(src)
    for problem in problems:
        print(problem)
    if problems:
        sys.exit(1)
    print("layers, doors, ASCII and sizes: ok")


if __name__ == "__main__":
    main()
