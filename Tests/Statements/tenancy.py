"""Finds, in a statement's syntax tree, the tables of tenants that do not say whose rows they want.

Row security would keep tenants apart without it. But a database that is sharded by tenant would ask every shard, and
a policy that is missing by mistake would be the only lock.
"""
from pathlib import Path

from pglast import ast, parse_sql
from pglast.visitors import Visitor

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


def tenant_relations():
    """Tables and views of the migrations with a column tenant_id, but for the global ones."""
    found = set()
    for file in sorted(MIGRATIONS.glob("2*.sql")):
        for raw in parse_sql(file.read_text()):
            statement = raw.stmt
            if isinstance(statement, ast.CreateStmt):
                columns = [c.colname for c in statement.tableElts or () if isinstance(c, ast.ColumnDef)]
                if "tenant_id" in columns:
                    found.add(statement.relation.relname)
            elif isinstance(statement, ast.ViewStmt):
                targets = statement.query.targetList or ()
                if any(name_of(t) == "tenant_id" for t in targets):
                    found.add(statement.view.relname)
    return found - GLOBAL


# Read without a tenant, to find where a person belongs.
GLOBAL = {"tenant_policies", "memberships", "roles", "session_assurances", "tenant_domains"}


def name_of(target):
    if target.name:
        return target.name
    value = target.val
    return value.fields[-1].sval if isinstance(value, ast.ColumnRef) and isinstance(value.fields[-1], ast.String) else None


def problems(text, relations):
    """What is wrong with each statement of the text, in words."""
    found = []
    for raw in parse_sql(text):
        Levels(relations, found)(raw.stmt)
    return found


class Levels(Visitor):
    """Looks at every level of a query: subqueries and common table expressions too."""

    def __init__(self, relations, found):
        super().__init__()
        self.relations, self.found = relations, found

    def visit_SelectStmt(self, ancestors, node):
        self.look(tables(node.fromClause), conditions(node.whereClause) + joined(node.fromClause), ancestors)

    def visit_UpdateStmt(self, ancestors, node):
        froms = (node.relation, *(node.fromClause or ()))
        self.look(tables(froms), conditions(node.whereClause) + joined(froms), ancestors)

    def visit_DeleteStmt(self, ancestors, node):
        froms = (node.relation, *(node.usingClause or ()))
        self.look(tables(froms), conditions(node.whereClause) + joined(froms), ancestors)

    def visit_InsertStmt(self, ancestors, node):
        if node.relation.relname not in self.relations:
            return
        names = [c.name for c in node.cols or ()]
        if "tenant_id" not in names:
            self.found.append(f"insert into {node.relation.relname} names no tenant_id")
            return
        place = names.index("tenant_id")
        select = node.selectStmt
        rows = select.valuesLists or ([t.val for t in select.targetList],) if select else ()
        if not rows or not all(place < len(row) and is_parameter(row[place]) for row in rows):
            self.found.append(f"insert into {node.relation.relname} takes its tenant_id from elsewhere than a parameter")

    def look(self, relations, conditions, ancestors):
        common = {c.ctename for a in nodes(ancestors) for c in (getattr(getattr(a, "withClause", None), "ctes", None) or ())}
        ours = [r for r in relations if r.relname in self.relations and r.relname not in common]
        for relation in ours:
            alias = relation.alias.aliasname if relation.alias else relation.relname
            alone = len(relations) == 1
            if not any(says(c, alias, alone) for c in conditions):
                self.found.append(f"{relation.relname} as {alias} without tenant_id = $n")


def nodes(ancestors):
    while ancestors:
        if ancestors.node is not None:
            yield ancestors.node
        ancestors = ancestors.parent


def tables(clause):
    """The tables of one level: a subquery in `from` is a level of its own."""
    found = []
    for item in clause or ():
        if isinstance(item, ast.RangeVar):
            found.append(item)
        elif isinstance(item, ast.JoinExpr):
            found += tables((item.larg, item.rarg))
    return found


def joined(clause):
    found = []
    for item in clause or ():
        if isinstance(item, ast.JoinExpr):
            found += conditions(item.quals) + joined((item.larg, item.rarg))
    return found


def conditions(expression):
    """What must hold: the parts between `and`."""
    if isinstance(expression, ast.BoolExpr) and expression.boolop.name == "AND_EXPR":
        return [c for part in expression.args for c in conditions(part)]
    return [expression] if expression is not None else []


def says(condition, alias, alone):
    """Whether it is `alias.tenant_id = $n`, or `tenant_id = $n` where there is only one table."""
    if not isinstance(condition, ast.A_Expr) or [n.sval for n in condition.name] != ["="]:
        return False
    for column, value in ((condition.lexpr, condition.rexpr), (condition.rexpr, condition.lexpr)):
        if is_parameter(value) and isinstance(column, ast.ColumnRef):
            names = [f.sval for f in column.fields if isinstance(f, ast.String)]
            if names[-2:] == [alias, "tenant_id"] or (alone and names == ["tenant_id"]):
                return True
    return False


def is_parameter(value):
    while isinstance(value, ast.TypeCast):
        value = value.arg
    return isinstance(value, ast.ParamRef)
