import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Fit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("model", models.CharField(db_index=True, max_length=100)),
                ("at", models.DateTimeField()),
                ("linker", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="Turn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("turn", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="CustomerKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("model", models.CharField(max_length=100)),
                ("hash", models.CharField(max_length=30)),
                ("customer", models.CharField(max_length=64)),
            ],
            options={
                "indexes": [models.Index(fields=["model", "customer"], name="customer_keys")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("model", "hash", "customer"), name="customer_key_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("model", models.CharField(max_length=100)),
                ("customer", models.CharField(max_length=64)),
                ("candidate", models.CharField(max_length=64)),
                ("what", models.CharField(default="save anyway", max_length=20)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("model", models.CharField(editable=False, max_length=100)),
                (
                    "winner",
                    models.CharField(
                        editable=False, max_length=64, verbose_name="surviving customer"
                    ),
                ),
                ("losers", models.JSONField(editable=False, verbose_name="merged away")),
                ("at", models.DateTimeField(editable=False, verbose_name="when")),
                ("plan", models.TextField(editable=False)),
                (
                    "undone_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="undone"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "merge",
                "verbose_name_plural": "merges",
                "permissions": [
                    ("merge_customer", "Can merge customers and undo merges"),
                    ("see_values", "Can see the values of possible duplicates"),
                ],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Redirect",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("model", models.CharField(max_length=100)),
                ("old", models.CharField(max_length=64)),
                ("new", models.CharField(max_length=64)),
                (
                    "merge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="customers_mdm.merge"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("model", "old", "merge"), name="customer_redirect_once"
                    )
                ],
            },
        ),
    ]
