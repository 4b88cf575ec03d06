"""What the database itself keeps of an award: it happened, and what was awarded stays as it was.

Installed by a migration on both databases. SQLite rebuilds a table when a column is altered and loses the triggers on it:
a later migration that does so installs them again (tests/branches/ceremonies/test_frozen.py would tell).
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FROZEN_COLUMNS = (
    "number", "year", "serial", "wording", "branch_id", "ceremony_id", "award_kind", "basis", "awarded_on", "replaces_id",
)  # fmt: skip
_FROZEN = "an awarded plaque is frozen"
_HELD = "a ceremony that was held is a record"


def install(schema_editor: BaseDatabaseSchemaEditor) -> None:
    remove(schema_editor)
    postgresql = schema_editor.connection.vendor == "postgresql"
    if postgresql:
        schema_editor.execute(
            "CREATE OR REPLACE FUNCTION branches_keep_record() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '%%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
    for table, event, condition, refusal in _rules("IS DISTINCT FROM" if postgresql else "IS NOT"):
        then = (
            f"EXECUTE FUNCTION branches_keep_record('{refusal}')"
            if postgresql
            else f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {table}_keeps_{event} BEFORE {event.upper()} ON {table} "
            f"FOR EACH ROW WHEN ({condition}) {then}"
        )


def remove(schema_editor: BaseDatabaseSchemaEditor) -> None:
    postgresql = schema_editor.connection.vendor == "postgresql"
    for table in ("branches_plaque", "branches_ceremony"):
        for event in ("update", "delete"):
            on_table = f" ON {table}" if postgresql else ""
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_keeps_{event}{on_table}")
    if postgresql:
        schema_editor.execute("DROP FUNCTION IF EXISTS branches_keep_record()")


def _rules(differs: str) -> list[tuple[str, str, str, str]]:
    """Table, event, the condition under which it is refused, and the words of the refusal."""
    awarded, held = "OLD.number IS NOT NULL", "OLD.state IN ('held', 'closed')"
    changed = " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in FROZEN_COLUMNS)
    taken_back = "NEW.state IN ('planned', 'withdrawn')"
    undone = "NEW.state NOT IN ('held', 'closed')"
    moved = f"NEW.held_on {differs} OLD.held_on OR NEW.division_code <> OLD.division_code"
    return [
        ("branches_plaque", "update", f"{awarded} AND ({changed} OR {taken_back})", _FROZEN),
        ("branches_plaque", "delete", awarded, _FROZEN),
        ("branches_ceremony", "update", f"{held} AND ({undone} OR {moved})", _HELD),
        ("branches_ceremony", "delete", held, _HELD),
    ]
