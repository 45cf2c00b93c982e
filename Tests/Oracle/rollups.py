"""What the figures by day, month, customer and product come to, counted from the invoices of a file one by one."""
import datetime
from collections import Counter, defaultdict

from online_retail import invoice_kind

CHARGED = {"postage": "postage", "fee": "fees", "discount": "discounts", "manual": "manual"}
UNSOLD = {"bad_debt": "bad_debt_lines", "zero_price": "zero_price_lines", "adjustment": "adjustment_lines"}


def figures(invoices, shop_zone):
    groups = defaultdict(lambda: defaultdict(Counter))
    bought = defaultdict(list)
    for number, invoice in invoices.items():
        local = invoice.placed.astimezone(shop_zone)
        cancelled = invoice_kind(number) == "C"
        is_order = not cancelled and any(head == "product" for _, head, _, _ in invoice.lines)
        count_invoice(groups, invoice, local, cancelled, is_order)
        count_variants(groups, invoice, local.date(), cancelled, is_order)
        if is_order and invoice.customer:
            bought[invoice.customer].append(local.date())
    count_buyers(groups, bought)
    count_packed(groups)
    return {name: {key: dict(values) for key, values in group.items()} for name, group in groups.items()}


def count_invoice(groups, invoice, local, cancelled, is_order):
    day = groups["rollup day"][local.date().isoformat()]
    day["orders"] += is_order
    day["cancellations"] += cancelled
    day["anonymous_orders"] += is_order and not invoice.customer
    sums = [day, groups["rollup hour"][f"{local.date()} {local.hour}"],
            groups["rollup place"][f"{local.date()} {invoice.country}"]]
    if invoice.customer:
        sums.append(groups["customer column"][invoice.customer])
    for counter in sums[1:]:
        counter["orders"] += is_order
    for _, head, amount, quantity in invoice.lines:
        if head in CHARGED:
            day[CHARGED[head]] += amount
        elif head in UNSOLD:
            day[UNSOLD[head]] += 1
        elif cancelled or amount < 0:
            for counter in sums:
                counter["refunds"] -= amount
        else:
            day["units"] += quantity
            for counter in sums:
                counter["gross"] += amount


def count_variants(groups, invoice, day, cancelled, is_order):
    for code in {code for code, head, _, _ in invoice.lines if head == "product"}:
        counters = [groups["variant day"][f"{day} {code}"], groups["variant month"][f"{day:%Y-%m} {code}"],
                    groups["product column"][code]]
        for counter in counters[:2]:
            counter["orders"] += is_order
        if is_order:
            counters[2]["last_sold"] = max(counters[2]["last_sold"], number(day))
        for other, head, amount, quantity in invoice.lines:
            if other != code or head != "product":
                continue
            for counter in counters:
                if cancelled or amount < 0:
                    counter["refunds"] -= amount
                else:
                    counter["units"] += quantity
                    counter["gross"] += amount


def count_buyers(groups, bought):
    """New are those whose first order of all lies in the period, returning those with an older one."""
    for customer, days in bought.items():
        days.sort()
        groups["rollup day"][days[0].isoformat()]["first_orders"] += 1
        groups["customer column"][customer] |= {"first_order": number(days[0]), "last_order": number(days[-1])}
        for before, day in zip(days, days[1:]):
            groups["buyer month"][f"{day:%Y-%m} {before:%Y-%m}"]["orders"] += 1
        for period in {period for day in days for period in periods(day)}:
            kind = "new" if period in periods(days[0]) else "returning"
            groups["buyers"][period][kind] += 1


def count_packed(groups):
    """What all products have sold in a day or a month, and what was sold where in a month."""
    for span in ("day", "month"):
        for key, values in groups[f"variant {span}"].items():
            groups[f"packed {span}"][key] = Counter(units=values["units"], net=values["gross"] - values["refunds"])
    for key, values in groups["rollup place"].items():
        month = groups["place month"][f"{key[:7]}{key[10:]}"]
        for measure, value in values.items():
            month[measure] += value


def periods(day):
    monday = day - datetime.timedelta(day.weekday())
    return ["all", f"{day:%Y}", f"{day:%Y-%m}", f"week {monday}", f"day {day}"]


def number(day):
    return int(f"{day:%Y%m%d}")
