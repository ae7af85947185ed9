"""Solves an instance with OR-tools' SimpleMinCostFlow on the hub graph: ortools_hubs.py FILE

All levels but the lottery are packed into one cost. Where that would overflow 64 bits, placement and rank alone are.
Prints one line: the time of solve() alone, without building the graph, and the peak memory of the process.
"""

import json
import resource
import sys
import time
from collections import defaultdict

import numpy
from ortools.graph.python import min_cost_flow

LIMIT = 2**63


def hubs_of(ambassadors):
    """Members by (profile, spot, accessible only, school): the school is None, "some", or the one preferred."""
    hubs = defaultdict(list)
    for row, a in enumerate(ambassadors):
        spots = []
        if a["format"] != "remote":
            for spot in (("department", a["region"], a["departement"]), ("region", a["region"])):
                spots += [(spot, False)] + ([(spot, True)] if a["accessible"] else [])
        if a["format"] != "onsite":
            spots.append((("remote",), False))
        schools = [None] if a["prefers_school"] is None else ["some", a["prefers_school"]]
        for spot, accessible in spots:
            for school in schools:
                hubs[a["profile"], spot, accessible, school].append(row)
    return hubs


def ways_of(s):
    """(hub, rank, band, preference)"""
    spots = []
    for region in {s["region"], *s["extra_regions"]}:
        spots.append((("department", region, s["departement"]), 0, s["needs_access"]))
        spots.append((("region", region), 1 if region == s["region"] else 2, s["needs_access"]))
    if s["remote"]:
        spots.append((("remote",), 3, False))
    for rank, profile in enumerate(s["wishes"]):
        for spot, band, accessible in spots:
            for school, preference in ((None, 0), (s["school"], 0), ("some", 1)):
                yield (profile, spot, accessible, school), rank, band, preference


def arcs_of(instance, hubs):
    """Students' arcs: student, hub, rank penalty, band, preference; then hubs' members."""
    numbers, rows = {}, []
    excluded = defaultdict(set)
    for student, ambassador in instance["exclusions"]:
        excluded[student].add(ambassador)
    penalty = instance["rules"]["rank_penalty"]
    for row, s in enumerate(instance["students"]):
        for hub, rank, band, preference in ways_of(s):
            if hub not in hubs:
                continue
            gone = excluded[s["id"]] if s["id"] in excluded else ()
            if any(instance["ambassadors"][a]["id"] in gone for a in hubs[hub]):
                # A hub of its own for the few that have exclusions.
                own = (hub, row)
                hubs[own] = [a for a in hubs[hub] if instance["ambassadors"][a]["id"] not in gone]
                hub = own
            rows.append((row, numbers.setdefault(hub, len(numbers)), penalty[rank], band, preference))
    members = [(number, a) for hub, number in numbers.items() for a in hubs[hub]]
    return numpy.array(rows, dtype=numpy.int64), numpy.array(members, dtype=numpy.int64), len(numbers)


def packed(instance, arcs, nodes):
    """Costs of students' arcs, and whether all levels are in them."""
    n = len(instance["students"])
    first = numpy.array([s["priority"] == 0 for s in instance["students"]])[arcs[:, 0]]
    for full in (True, False):
        place, rank = (n + 1, (n + 1) * (3 * n + 1)) if full else (0, 1)
        placed = rank * (max(instance["rules"]["rank_penalty"]) * n + 1)
        # Twice is enough for the first group: sets that can be placed together form a matroid.
        if 2 * placed * (nodes + 1) < LIMIT:
            below = arcs[:, 2] * rank + arcs[:, 3] * place + arcs[:, 4] * (1 if full else 0)
            return below - numpy.where(first, 2 * placed, placed), full
    raise SystemExit("too large for 64 bits")


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        instance = json.load(file)
    students, ambassadors = instance["students"], instance["ambassadors"]
    arcs, members, hubs = arcs_of(instance, hubs_of(ambassadors))
    n, m = len(students), len(ambassadors)
    sink = n + hubs + m
    costs, full = packed(instance, arcs, sink)
    flow = min_cost_flow.SimpleMinCostFlow()
    seats = numpy.array([a["capacity"] for a in ambassadors])
    many = numpy.int64(n)
    way = flow.add_arcs_with_capacity_and_unit_cost(arcs[:, 0], n + arcs[:, 1], numpy.ones(len(arcs), dtype=numpy.int64), costs)
    flow.add_arcs_with_capacity_and_unit_cost(n + members[:, 0], n + hubs + members[:, 1], numpy.full(len(members), many), numpy.zeros(len(members), dtype=numpy.int64))
    flow.add_arcs_with_capacity_and_unit_cost(n + hubs + numpy.arange(m), numpy.full(m, sink), seats, numpy.zeros(m, dtype=numpy.int64))
    flow.add_arcs_with_capacity_and_unit_cost(numpy.arange(n), numpy.full(n, sink), numpy.ones(n, dtype=numpy.int64), numpy.zeros(n, dtype=numpy.int64))
    flow.set_nodes_supplies(numpy.arange(n), numpy.ones(n, dtype=numpy.int64))
    flow.set_node_supply(sink, -n)
    started, used = time.perf_counter(), time.process_time()
    status = flow.solve()
    seconds, used = time.perf_counter() - started, time.process_time() - used
    if status != flow.OPTIMAL:
        raise SystemExit(f"status {status}")
    chosen = arcs[flow.flows(way) > 0]
    groups = numpy.array([s["priority"] for s in students])[chosen[:, 0]]
    placed = [int((groups == group).sum()) for group in range(int(groups.max()) + 1)]
    _, _, rank, place, preference = chosen.sum(axis=0)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 // 1_000_000
    levels = "all levels but the lottery in one cost" if full else "placement and rank alone"
    print(f"OR-tools     {n:>7} students: {seconds:.4f} s, {used:.4f} s of processor, {memory} MB at most, {levels}, {placed} {rank} {place} {preference}")


main()
