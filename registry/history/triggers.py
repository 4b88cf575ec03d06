"""Database triggers that let deeds only be added. Installed by a migration, on both databases.

SQLite rebuilds a table that a migration alters, and its triggers go with the old one: such a migration installs them again.
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = ("registry_deed", "registry_deedsubject")
_REFUSAL = "the history is append-only"


def install(schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in _statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def remove(schema_editor: BaseDatabaseSchemaEditor) -> None:
    postgresql = schema_editor.connection.vendor == "postgresql"
    for table in TABLES:
        for event in ("update", "delete", *(["truncate"] if postgresql else [])):
            on_table = f" ON {table}" if postgresql else ""
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{event}{on_table}")
    if postgresql:
        schema_editor.execute("DROP FUNCTION IF EXISTS registry_refuse_change()")


def _statements(vendor: str) -> list[str]:
    if vendor == "postgresql":
        return [
            (
                "CREATE OR REPLACE FUNCTION registry_refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
            ),
            *(
                f"CREATE TRIGGER {table}_no_{event} BEFORE {event.upper()} ON {table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION registry_refuse_change()"
                for table in TABLES
                for event in ("update", "delete", "truncate")
            ),
        ]
    return [
        f"CREATE TRIGGER {table}_no_{event} BEFORE {event.upper()} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        for table in TABLES
        for event in ("update", "delete")
    ]
