"""Measures what a session, a sign-in and turning to another business cost the database, with few people and with many.

    python3 Benchmarks/people/run.py [SECONDS]

Blocks touched are of one execution and do not depend on what else the machine does; statements a second are pgbench's, by one client.
"""
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))
import postgres  # noqa: E402

SIZES = [(100, 1_000), (10_000, 100_000)]
# As StoredSessions, Person, `visit` and Member's list say them.
STATEMENTS = {
    "session": """select s.id, s.created_at, s.seen_at, p.id, p.name, p.language,
       (select e.address from sign_in_emails e where e.person_id = p.id order by e.created_at limit 1),
       m.role, r.id, r.name, r.permissions, m.visited_at, o.second_factor, o.idle_minutes, o.longest_hours, t.id, t.slug, t.name
  from sessions s join people p on p.id = s.person_id left join memberships m on m.person_id = p.id
  left join roles r on r.tenant_id = m.tenant_id and r.id = m.role_id
  left join tenant_policies o on o.tenant_id = m.tenant_id left join tenants t on t.id = m.tenant_id
 where s.token_hash = sha256({person}::text::bytea) and s.ends_at > now() and s.seen_at > now() - interval '1 hour'
 order by t.name, t.id""",
    "sign-in": "select p.id, p.password_hash from sign_in_emails e join people p on p.id = e.person_id where e.email = 'p' || {person} || '@example.com'",
    "switch": """update memberships set visited_at = now() where tenant_id = md5('t' || ({person} % {tenants}))::uuid
   and person_id = md5('p' || {person})::uuid and (visited_at is null or visited_at < now())""",
    "members": """select m.person_id, p.name, m.role, m.visited_at from memberships m join people p on p.id = m.person_id
 where m.tenant_id = md5('t' || ({person} % {tenants}))::uuid order by lower(p.name) limit 50""",
}
FILL = """
insert into tenants (id, slug, name, language, digits, currency, time_zone, week_start, created_at)
select md5('t' || n)::uuid, 'tenant-' || n, 'Business ' || n, 'en', 'latin', 'USD', 'UTC', 1, now() from generate_series(0, {tenants} - 1) n;
insert into roles (tenant_id, id, name, permissions, created_at)
select id, id, 'Packer', '{{orders.view,products.view,insights.view}}', now() from tenants;
insert into tenant_policies (tenant_id, second_factor, idle_minutes, longest_hours, changed_at)
select id, '{{owner,admin}}', 60, 12, now() from tenants;
insert into people (id, name, password_hash, created_at) select md5('p' || n)::uuid, 'Person ' || n, 'x', now() from generate_series(1, {people}) n;
insert into sign_in_emails (email, address, person_id, created_at)
select 'p' || n || '@example.com', 'p' || n || '@example.com', md5('p' || n)::uuid, now() from generate_series(1, {people}) n;
-- Everybody works for one business, every fifth for two, and every third in a role that the business has made.
insert into memberships (tenant_id, person_id, role, role_id, created_at)
select t, p, case when n % 3 = 0 then 'custom' else 'agent' end, case when n % 3 = 0 then t end, now()
  from (select n, md5('t' || (n % {tenants}))::uuid as t, md5('p' || n)::uuid as p from generate_series(1, {people}) n
        union all
        select n, md5('t' || ((n + 1) % {tenants}))::uuid, md5('p' || n)::uuid from generate_series(1, {people}) n where n % 5 = 0) x;
insert into sessions (token_hash, id, person_id, created_at, seen_at, ends_at, user_agent, address)
select sha256(n::text::bytea), md5('s' || n)::uuid, md5('p' || n)::uuid, now(), now(), now() + interval '12 hours', '', '' from generate_series(1, {people}) n;
analyze;
"""


def psql(url, text):
    done = subprocess.run(["psql", "-qXAt", "-v", "ON_ERROR_STOP=1", url], input=text, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout


def blocks(url, statement, people):
    """Touched by the whole of a statement, once everything is in memory."""
    plan = [psql(url, f"begin; {statement}; explain (analyze, buffers) {statement}; rollback;") for _ in range(2)][1]
    # Of a small table a scan is the cheapest; of a large one it is a missing index.
    if people > 10_000 and "Seq Scan" in plan:
        raise SystemExit(plan)
    plan = plan[plan.index("(cost"):]
    return sum(int(n) for n in re.findall(r"shared hit=(\d+)", plan)[:1])


def speed(url, folder, statement, people, seconds):
    script = folder / "statement.sql"
    script.write_text(f"\\set n random(1, {people})\n" + statement.replace("{person}", ":n").replace("\n", " ") + ";\n")
    said = subprocess.run(["pgbench", "-n", "-M", "prepared", "-c", "1", "-T", str(seconds), "-f", script, url], capture_output=True, text=True)
    found = re.search(r"tps = ([\d.]+)", said.stdout)
    return float(found.group(1)) if found else said.stderr


def main():
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    for tenants, people in SIZES:
        with postgres.Postgres() as pg:
            psql(pg.url, "create role haat_owner; create role haat_app; create role haat_platform;")
            for file in sorted((ROOT / "migrations").glob("2*.sql")):
                psql(pg.url, file.read_text())
            psql(pg.url, FILL.format(tenants=tenants, people=people))
            print(f"{tenants:,} businesses, {people:,} people")
            for name, statement in STATEMENTS.items():
                statement = statement.replace("{tenants}", str(tenants))
                touched = blocks(pg.url, statement.replace("{person}", "35"), people)
                print(f"  {name:8} {touched:5} blocks  {speed(pg.url, pg.folder, statement, people, seconds):9,.0f} a second")


if __name__ == "__main__":
    main()
