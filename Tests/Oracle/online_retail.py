#!/usr/bin/env python3
"""What a file of order lines comes to, computed apart from the program, with Python's standard library alone.

    online_retail.py FILE [--zone Europe/London] [--shop-zone Europe/London] [--decimals 2] [--lines N]

Prints JSON: amounts in minor units of the currency, counts as numbers. The definitions:

* A line's amount is quantity x unit price, rounded half to even to the currency.
* A line's head is the first of these that fits:
  bad_debt    the code B, or an invoice numbered A and digits
  adjustment  a negative quantity without a price on an invoice that is no cancellation; a quantity of zero
  zero_price  a price of zero
  postage     the codes POST, DOT, C2
  fee         the codes BANK CHARGES, AMAZONFEE, CRUK
  discount    the code D
  manual      the codes M, S
  product     everything else
* An invoice numbered C and digits is a cancellation; a positive product line of it is a refund taken back.
* Gross sales are the positive product lines of other invoices; refunds are the product lines of cancellations and
  the negative ones of other invoices, written positively; net = gross - refunds.
* An order is an invoice that is no cancellation and has at least one product line.
* An invoice belongs to the day of its earliest line, to the first customer and the first country named on it.
* A customer lives in the country of his latest line.
* Local times are read in the file's zone: in a gap they move forward, in an overlap the first is meant.
* A line that occurs twice is two lines. A row that cannot be read is refused whole, and counted by its reason.
"""
import argparse
import csv
import datetime
import decimal
import gzip
import json
import re
import sys
import unicodedata
import zoneinfo
from collections import Counter, defaultdict

COLUMNS = ["invoiceno", "stockcode", "description", "quantity", "invoicedate", "unitprice", "customerid", "country"]
HEADS = {"POST": "postage", "DOT": "postage", "C2": "postage", "BANK CHARGES": "fee", "AMAZONFEE": "fee",
         "CRUK": "fee", "D": "discount", "M": "manual", "S": "manual"}
LONGEST = {"invoiceno": 60, "stockcode": 100, "description": 500, "customerid": 100, "country": 100}
BENGALI_DIGITS = str.maketrans("০১২৩৪৫৬৭৮৯", "0123456789")
NUMBER = re.compile(r"[+-]?[0-9]+")
DECIMAL = re.compile(r"[+-]?([0-9]+|[0-9]{1,3}(,[0-9]{2,3})*,[0-9]{3})?(\.[0-9]+)?")
DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})[ T]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?")


class Refused(Exception):
    pass


def invoice_kind(number):
    """'C' for a cancellation, 'A' for a bad debt, '' for the rest: the letter counts only in front of a digit."""
    letter, digit = number[:1].upper(), number[1:2]
    return letter if letter in ("A", "C") and digit.isascii() and digit.isdigit() else ""


def head_of(invoice, code, quantity, price):
    kind = invoice_kind(invoice)
    if code.upper() == "B" or kind == "A":
        return "bad_debt"
    if quantity == 0 or (quantity < 0 and price == 0 and kind != "C"):
        return "adjustment"
    if price == 0:
        return "zero_price"
    return HEADS.get(code.upper(), "product")


def to_utc(local, zone):
    """Python's fold=0 is the first of an overlap; in a gap it is the offset before, which moves the time forward."""
    return local.replace(tzinfo=zone, fold=0).astimezone(datetime.timezone.utc)


def read_row(fields, places, zone, decimals):
    if len(fields) != places["count"]:
        raise Refused("columns")
    for value in fields:
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            raise Refused("encoding")
        if "\0" in value:
            raise Refused("nul")
    text = {name: " ".join(unicodedata.normalize("NFC", fields[places[name]]).split()) for name in COLUMNS}
    for name in ("quantity", "unitprice"):
        text[name] = text[name].translate(BENGALI_DIGITS)

    def check_length(name, field):
        if len(text[name]) > LONGEST[name]:
            raise Refused("too_long " + field)

    check_length("invoiceno", "invoice")
    if not text["invoiceno"]:
        raise Refused("missing invoice")
    if not text["invoicedate"]:
        raise Refused("missing date")
    match = DATE.fullmatch(text["invoicedate"])
    try:
        local = datetime.datetime(*(int(part or 0) for part in match.groups()))
    except (AttributeError, ValueError):
        raise Refused("date date")
    if not 1970 <= local.year <= 2100:
        raise Refused("range date")
    check_length("customerid", "customer_id")
    check_length("country", "country")
    check_length("stockcode", "code")
    check_length("description", "description")
    # What has no code is known by its name.
    text["stockcode"] = text["stockcode"] or text["description"][:100]
    if not text["stockcode"]:
        raise Refused("missing code")
    if not text["quantity"]:
        raise Refused("missing quantity")
    if not NUMBER.fullmatch(text["quantity"]):
        raise Refused("integer quantity")
    quantity = int(text["quantity"])
    if abs(quantity) > 1_000_000_000:
        raise Refused("range quantity")
    if not text["unitprice"]:
        raise Refused("missing price")
    if not DECIMAL.fullmatch(text["unitprice"]) or not text["unitprice"].strip("+-"):
        raise Refused("number price")
    price = decimal.Decimal(text["unitprice"].replace(",", ""))
    if abs(price) >= 10**12 or price != round(price, 6):
        raise Refused("number price")
    amount = int((quantity * price * 10**decimals).to_integral_value(rounding=decimal.ROUND_HALF_EVEN))
    if abs(amount) > 10**15:
        raise Refused("amount")
    return text, quantity, price, amount, to_utc(local, zone), local


class Invoice:
    def __init__(self):
        self.placed = None
        self.times = set()
        self.customer = ""
        self.country = ""
        self.lines = []


def read(path, zone, decimals, limit=None):
    opened = gzip.open(path, "rt", encoding="utf-8", errors="surrogateescape", newline="") \
        if path.endswith(".gz") else open(path, encoding="utf-8", errors="surrogateescape", newline="")
    invoices, living, countries = {}, {}, defaultdict(set)
    counts, refused, seen = Counter(), Counter(), set()
    with opened as file:
        rows = csv.reader(file)
        header = [name.strip(" \t\ufeff").lower() for name in next(rows)]
        places = {name: header.index(name) for name in COLUMNS} | {"count": len(header)}
        for row in rows:
            if not row:
                continue
            if counts["rows"] == limit:
                break
            counts["rows"] += 1
            try:
                text, quantity, price, amount, placed, local = read_row(row, places, zone, decimals)
            except Refused as refusal:
                refused[str(refusal)] += 1
                continue
            counts["lines"] += 1
            key = (*(text[name] for name in COLUMNS if name not in ("unitprice", "quantity", "invoicedate")),
                   quantity, price, local)
            if key in seen:
                counts["duplicates"] += 1
            seen.add(key)
            counts["without_customer"] += not text["customerid"]
            invoice = invoices.setdefault(text["invoiceno"], Invoice())
            invoice.times.add(placed)
            invoice.placed = min(invoice.placed or placed, placed)
            invoice.customer = invoice.customer or text["customerid"]
            invoice.country = invoice.country or text["country"]
            head = head_of(text["invoiceno"], text["stockcode"], quantity, price)
            counts[head] += 1
            invoice.lines.append((text["stockcode"], head, amount, quantity))
            customer = text["customerid"]
            if customer and text["country"]:
                countries[customer].add(text["country"])
                if customer not in living or living[customer][0] <= placed:
                    living[customer] = (placed, text["country"])
    counts["invoices"] = len(invoices)
    counts["two_times"] = sum(len(invoice.times) > 1 for invoice in invoices.values())
    counts["two_countries"] = sum(len(names) > 1 for names in countries.values())
    return invoices, {name: country for name, (_, country) in living.items()}, counts, refused


def figures(invoices, shop_zone):
    groups = {name: defaultdict(Counter) for name in ("total", "day", "product", "customer", "country")}
    for number, invoice in invoices.items():
        cancelled = invoice_kind(number) == "C"
        day = invoice.placed.astimezone(shop_zone).date().isoformat()
        of_invoice = [groups["total"]["all"], groups["day"][day], groups["country"][invoice.country]]
        if invoice.customer:
            of_invoice.append(groups["customer"][invoice.customer])
        for code, head, amount, _ in invoice.lines:
            into = of_invoice + [groups["product"][code]] if head == "product" else of_invoice
            for counter in into:
                counter["lines"] += 1
                if head != "product":
                    counter[head] += amount
                elif cancelled or amount < 0:
                    counter["refunds"] -= amount
                    counter["net"] += amount
                else:
                    counter["gross"] += amount
                    counter["net"] += amount
        if not cancelled and any(head == "product" for _, head, _, _ in invoice.lines):
            for counter in of_invoice:
                counter["orders"] += 1
    return {name: {key: dict(values) for key, values in group.items()} for name, group in groups.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--zone", default="Europe/London", help="the zone the file's times are written in")
    parser.add_argument("--shop-zone", default="Europe/London", help="the zone whose days are counted")
    parser.add_argument("--decimals", type=int, default=2, help="decimals of the currency")
    parser.add_argument("--lines", type=int, help="read only so many rows")
    given = parser.parse_args()
    invoices, living, counts, refused = read(
        given.file, zoneinfo.ZoneInfo(given.zone), given.decimals, given.lines)
    result = figures(invoices, zoneinfo.ZoneInfo(given.shop_zone))
    result |= {"counts": dict(counts), "refused": dict(refused), "customer_country": living}
    json.dump(result, sys.stdout, ensure_ascii=False, sort_keys=True, indent=1)


if __name__ == "__main__":
    main()
