#!/usr/bin/env python3
"""Compares what a shop's books say after an import with what its file comes to, figure by figure.

    compare.py FILE --url postgresql://… --tenant UUID [--source csv] [--zone Z] [--shop-zone Z] [--lines N]

Exits with 1, and says where, unless every figure of every day, product, customer and country is the same.
"""
import argparse
import csv
import io
import pathlib
import subprocess
import sys
import zoneinfo
from collections import defaultdict

import online_retail
import rollups

CHARGES = ("postage", "fee", "discount", "manual")


def expected(given):
    invoices, living, counts, refused = online_retail.read(
        given.file, zoneinfo.ZoneInfo(given.zone), given.decimals, given.lines)
    figures = online_retail.figures(invoices, zoneinfo.ZoneInfo(given.shop_zone))
    figures |= rollups.figures(invoices, zoneinfo.ZoneInfo(given.shop_zone))
    for group in ("total", "day", "country"):
        figures["stored " + group] = {
            key: {name: values.get(name, 0) for name in ("gross", "refunds", "net", "orders", "lines")}
            | {"charges": sum(values.get(name, 0) for name in CHARGES)}
            for key, values in figures[group].items()}
    heads = ("product", "postage", "fee", "discount", "manual", "bad_debt", "zero_price", "adjustment", "invoices")
    figures["counts"] = {name: {"lines": counts[name]} for name in heads}
    figures["customer_country"] = {name: {country: 1} for name, country in living.items()}
    figures["refused"] = {reason: {"rows": count} for reason, count in refused.items()}
    return figures


def found(given):
    command = ["psql", "-X", "-q", "--csv", "-t", "-v", "ON_ERROR_STOP=1", "-v", "tenant=" + given.tenant,
               "-v", "source=" + given.source, given.url]
    done = subprocess.run(command, input=questions(given.tenant), capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stderr)
    return answers(done.stdout)


def questions(tenant):
    """For psql, which is told of :tenant and :source."""
    statements = [pathlib.Path(__file__).with_name(name).read_text() for name in ("figures.sql", "rollups.sql")]
    return f"set app.tenant_id = '{tenant}';\n" + "".join(statements)


def answers(said):
    """What psql says to them, as CSV; other lines are passed over."""
    figures = defaultdict(lambda: defaultdict(dict))
    for row in csv.reader(io.StringIO(said)):
        if len(row) == 4:
            figures[row[0]][row[1]][row[2]] = int(row[3])
    return figures


def differences(expected, found):
    """A figure that one side does not mention is zero."""
    for group in sorted(set(expected) | set(found)):
        ours, theirs = found.get(group, {}), expected.get(group, {})
        for key in sorted(set(ours) | set(theirs)):
            mine, yours = ours.get(key, {}), theirs.get(key, {})
            for measure in sorted(set(mine) | set(yours)):
                if mine.get(measure, 0) != yours.get(measure, 0):
                    yield f"{group} {key!r}: {measure} is {mine.get(measure, 0)}, should be {yours.get(measure, 0)}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--url", required=True)
    parser.add_argument("--tenant", required=True)
    parser.add_argument("--source", default="csv")
    parser.add_argument("--zone", default="Europe/London")
    parser.add_argument("--shop-zone", default="Europe/London")
    parser.add_argument("--decimals", type=int, default=2)
    parser.add_argument("--lines", type=int)
    given = parser.parse_args()
    wanted, got = expected(given), found(given)
    wrong = list(differences(wanted, got))
    if wrong:
        print(f"{len(wrong)} figures differ:", *wrong[:40], sep="\n")
        sys.exit(1)
    print(f"{sum(len(values) for group in wanted.values() for values in group.values())} figures are the same")


if __name__ == "__main__":
    main()
