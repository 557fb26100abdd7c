"""Which modules come first, so that no worker of a run begins a long one when the others have nothing left to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

SLOW: Mapping[str, int] = {
    "features/windows/test_every_screen.py": 140,
    "features/windows/test_tour.py": 25,
    "qt/erasure/test_withdrawal.py": 20,
    "features/collection/test_lost_class.py": 19,
    "features/windows/test_pages_fit.py": 18,
    "features/lives/test_machine.py": 17,
    "qt/class_lists/test_import_list.py": 17,
    "features/test_made_up_fact.py": 17,
    "services/hand_over/test_class_files_full.py": 16,
    "documents/test_paper_sandbox.py": 15,
    "features/windows/test_faults.py": 13,
    "exchange/test_signed_document_sandbox.py": 13,
    "features/collection/test_country_small.py": 13,
    "features/windows/test_locked_memory.py": 12,
    "features/windows/test_mirrored_projector.py": 12,
    "features/attacks/test_hostile_papers.py": 12,
    "features/test_names.py": 12,
    "features/windows/test_first_class.py": 11,
    "qt/class_lists/test_learners.py": 10,
    "qt/collection/test_inbox.py": 9,
    "qt/stage/test_picture_sandbox.py": 9,
    "features/test_two_screens.py": 8,
    "features/windows/test_room_of_ten.py": 8,
}
"""Seconds of the modules that take longest, as paths below `tests`, on two cores with three workers."""


def in_order(modules: Sequence[str], workers: int) -> list[int]:
    """The places of the tests, each given by its module, in the order in which `workers` should get them.

    Each worker is first given an equal number of tests that follow each other, and later what another has left at the
    end of its own: so each of these stretches begins with its share of the slow modules, longest first."""
    of_module: dict[str, list[int]] = {}
    for place, module in enumerate(modules):
        of_module.setdefault(module, []).append(place)
    shares: list[tuple[int, list[int]]] = [(0, []) for _ in range(workers)]
    for module in sorted(of_module.keys() & SLOW.keys(), key=lambda each: (-SLOW[each], each)):
        least = min(range(workers), key=lambda each: shares[each][0])
        seconds, share = shares[least]
        shares[least] = (seconds + SLOW[module], share + of_module[module])
    others = [place for place, module in enumerate(modules) if module not in SLOW]
    ordered: list[int] = []
    for number, (_, share) in enumerate(shares):
        wanted = (len(modules) - len(ordered)) // (workers - number) - len(share)
        taken, others = others[: max(wanted, 0)], others[max(wanted, 0) :]
        ordered += [*share, *taken]
    return ordered + others
