"""The database itself notes that the division tables were changed, whoever changed them: the names in memory are then built anew.

Installed by a migration on both databases. SQLite rebuilds a table when a column is altered and loses the triggers on it: a later
migration that does so installs them again (tests/branches/divisions/test_place_index.py would tell).
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_TABLES = ("province", "prefecture", "county", "township", "formername", "placealias")
_NOTE = "UPDATE branches_divisionsstate SET token ="


def install(schema_editor: BaseDatabaseSchemaEditor) -> None:
    remove(schema_editor)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE OR REPLACE FUNCTION branches_note_divisions() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {_NOTE} (random() * 1e15)::bigint; RETURN NULL; END $$"
        )
        then = "FOR EACH STATEMENT EXECUTE FUNCTION branches_note_divisions()"
    else:
        then = f"BEGIN {_NOTE} random(); END"
    for table in _TABLES:
        for event in ("insert", "update", "delete"):
            schema_editor.execute(
                f"CREATE TRIGGER branches_{table}_noted_{event} AFTER {event.upper()} ON branches_{table} {then}"
            )


def remove(schema_editor: BaseDatabaseSchemaEditor) -> None:
    postgresql = schema_editor.connection.vendor == "postgresql"
    for table in _TABLES:
        for event in ("insert", "update", "delete"):
            on_table = f" ON branches_{table}" if postgresql else ""
            schema_editor.execute(f"DROP TRIGGER IF EXISTS branches_{table}_noted_{event}{on_table}")
    if postgresql:
        schema_editor.execute("DROP FUNCTION IF EXISTS branches_note_divisions()")
