"""Holds what a register came to against the truth about its files: one sentence for everything that is not so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tests.benchmarks.country.inside import Inside
from tests.benchmarks.country.make_country import Country
from tests.benchmarks.country.truth import ARCHIVED, TrueFile, expected

_COUNT = ("merged", "newer")
_MOST = 40


def untrue(country: Country, said: Mapping[str, str], found: Inside) -> list[str]:
    """What differs after a first run that gave each file, by its path and in its order, the verdict in `said`."""
    return [*_verdicts(country, said), *_kept(country, said, found), *_counted(country, found)][:_MOST]


def kept_hashes(country: Country) -> frozenset[str]:
    """The files that must be in the archive, whatever the order: all but the older revisions, which may be."""
    order = sorted(country.files)
    return frozenset(
        country.files[path].sha256 for path, one in expected(country.files, order).items() if one in ARCHIVED
    )


def _verdicts(country: Country, said: Mapping[str, str]) -> Iterator[str]:
    for path in country.files.keys() - said.keys():
        yield f"{path} ({country.files[path].kind}) was not looked at"
    true = expected(country.files, [path for path in said if path in country.files])
    for path, verdict in said.items():
        one = country.files.get(path)
        if one is None:
            yield f"{path}: nobody made it"
        elif verdict != true[path]:
            yield f"{path} ({one.kind}): {verdict}, and not {true[path]}"


def _kept(country: Country, said: Mapping[str, str], found: Inside) -> Iterator[str]:
    true = expected(country.files, [path for path in said if path in country.files])
    kept = {country.files[path].sha256: country.files[path] for path, verdict in true.items() if verdict in ARCHIVED}
    for sha256 in kept.keys() - found.archive:
        yield f"{kept[sha256].path} ({kept[sha256].kind}) is not in the archive"
    for sha256 in found.archive - kept.keys():
        yield f"{sha256} should not be in the archive"
    counts: dict[str, TrueFile] = {}
    for path, verdict in true.items():
        if verdict in _COUNT:
            counts[country.files[path].session] = country.files[path]
    for session, one in counts.items():
        if found.current.get(session) != one.sha256:
            yield f"{one.path} ({one.kind}) should count for its class"
    for session in found.current.keys() - counts.keys():
        yield f"class {session} should not count"


def _counted(country: Country, found: Inside) -> Iterator[str]:
    for table, values in country.figures.items():
        told = found.tables[table]
        for value in sorted(values.keys() | told.keys()):
            if told.get(value) != values.get(value):
                yield f"by {table or 'nothing'}, {value or 'none'}: {told.get(value)}, and not {values.get(value)}"
