"""Write the next migration from the difference between the models and the migrated database."""

import sys

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from tracker.store.engine import database_url
from tracker.store.migrate import migrate


def main() -> int:
    if len(sys.argv) != 3:
        print("usage: new_migration.py 0002_in_words DATABASE_URL (an empty database to try on)")
        return 2
    revision, url = sys.argv[1:]
    engine = create_engine(database_url(url))
    migrate(engine)
    config = Config()
    config.set_main_option("script_location", "migrations")
    config.set_main_option("file_template", "%%(rev)s")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.revision(
            config, revision.partition("_")[2].replace("_", " "), autogenerate=True, rev_id=revision
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
