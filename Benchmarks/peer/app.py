"""The bench page on FastAPI, asyncpg and Jinja2, as their documentation writes such a page.

It connects as the owner of the tables: row security costs it nothing.
"""

import os
from contextlib import asynccontextmanager

import asyncpg
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, PlainTextResponse
from jinja2 import DictLoader, Environment

PAGES = Environment(
    autoescape=True,
    loader=DictLoader(
        {
            "fortunes": "<!doctype html><html><head><title>Fortunes</title></head><body><table><tr><th>id</th><th>message</th></tr>"
            "{% for f in fortunes %}<tr><td>{{ f[0] }}</td><td>{{ f[1] }}</td></tr>{% endfor %}</table></body></html>",
            "orders": "<!doctype html><html><head><title>Orders</title></head><body><table><tr><th>id</th><th>tenant</th>"
            "<th>customer</th><th>name</th><th>status</th><th>note</th><th>quantity</th><th>total</th><th>created</th></tr>"
            "{% for o in orders %}<tr><td>{{ o.id }}</td><td>{{ o.tenant }}</td><td>{{ o.customer_id }}</td><td>{{ o.name }}</td>"
            "<td>{{ o.status }}</td><td>{{ o.note }}</td><td>{{ o.quantity }}</td><td>{{ o.total_cents }}</td>"
            "<td>{{ o.created_at.strftime('%Y-%m-%dT%H:%M:%SZ') }}</td></tr>{% endfor %}</table></body></html>",
        }
    ),
)
FORTUNES = PAGES.get_template("fortunes")
ORDERS = PAGES.get_template("orders")
SELECT_ORDERS = """
select o.id, o.tenant, o.customer_id, o.status, o.note, o.quantity, o.total_cents, o.created_at, c.name
  from bench.orders o join bench.customers c on c.id = o.customer_id
 where o.tenant = $1 order by o.created_at desc limit 50
"""


@asynccontextmanager
async def lifespan(app: FastAPI):
    app.state.pool = await asyncpg.create_pool(os.environ["BENCH_DATABASE_URL"], min_size=8, max_size=8)
    yield
    await app.state.pool.close()


app = FastAPI(lifespan=lifespan)


@app.get("/plain")
async def plain():
    return PlainTextResponse("Hello, World!")


@app.get("/fortunes")
async def fortunes(request: Request):
    async with request.app.state.pool.acquire() as connection:
        rows = [tuple(row) for row in await connection.fetch("select id, message from bench.fortune")]
    rows.append((0, "Additional fortune added at request time."))
    rows.sort(key=lambda row: row[1])
    return HTMLResponse(FORTUNES.render(fortunes=rows))


@app.get("/orders")
async def orders(request: Request, tenant: int):
    async with request.app.state.pool.acquire() as connection:
        rows = await connection.fetch(SELECT_ORDERS, tenant)
    return HTMLResponse(ORDERS.render(orders=rows))
