"""Write the keys of all customers anew."""

from django.core.management.base import BaseCommand

from ...description import description_of, descriptions
from ...linkers import fit as fit_linker
from ...linkers import fitted, reindex


class Command(BaseCommand):
    help = "Writes the keys by which known customers are found anew, of all customers."

    def add_arguments(self, parser):
        parser.add_argument("models", nargs="*", metavar="app.Model")
        parser.add_argument("--fit", action="store_true", help="fit the Linker before")
        parser.add_argument("--database", default="default")

    def handle(self, *args, models, fit: bool, database: str, **options):  # noqa: ARG002
        for one in map(description_of, models) if models else descriptions():
            if fit:
                fit_linker(one, database)
            elif fitted(one, database) is None:
                self.stderr.write(f"{one.model}: no Linker is fitted, say --fit")
                continue
            self.stdout.write(f"{one.model}: {reindex(one, database)} customers")
