
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('catalogue', '0004_no_vendor_facets'),
        ('vendors', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('receivable', 'To collect from shoppers'), ('custody', 'Cash held for us'), ('gateway', 'At the payment provider'), ('bank', 'At the bank'), ('sold', 'Sold, not handed over yet'), ('payable', 'Owed to a seller'), ('carrier', 'Owed to a carrier'), ('tax', 'Taxes'), ('refunds', 'Refunds to pay to shoppers'), ('platform', 'Contribution to Maarad'), ('fund', 'The solidarity fund'), ('fees', 'Payment fees'), ('difference', 'Cash difference')], max_length=12, verbose_name='kind')),
                ('key', models.CharField(blank=True, max_length=80, verbose_name='Whose')),
                ('currency', models.CharField(max_length=3, verbose_name='currency')),
            ],
            options={
                'verbose_name': 'account',
                'verbose_name_plural': 'accounts',
                'constraints': [models.UniqueConstraint(fields=('kind', 'key', 'currency'), name='account_once')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('sale', 'Sale'), ('payment', 'Payment'), ('cash', 'Cash received'), ('delivery', 'Handed over'), ('decline', 'Not sold after all'), ('refund', 'Refund'), ('paid_back', 'Paid back'), ('carriage', 'Carriage of a parcel that came back'), ('deposit', 'Cash deposit'), ('reversal', 'Correction'), ('fee', 'Payment fee')], max_length=10, verbose_name='kind')),
                ('subject_kind', models.CharField(max_length=30)),
                ('subject_id', models.PositiveBigIntegerField()),
                ('order', models.CharField(blank=True, db_index=True, max_length=40, verbose_name='Order')),
                ('currency', models.CharField(max_length=3, verbose_name='currency')),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='When')),
                ('note', models.CharField(blank=True, max_length=250, verbose_name='note')),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Who')),
            ],
            options={
                'verbose_name': 'Entry',
                'verbose_name_plural': 'entries',
                'ordering': ('-id',),
            },
        ),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.PositiveBigIntegerField(verbose_name='Amount')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='ledger.entry')),
                ('source', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='given', to='ledger.account')),
                ('target', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='received', to='ledger.account')),
            ],
            options={
                'verbose_name': 'posting',
                'verbose_name_plural': 'postings',
                'ordering': ('id',),
            },
        ),
        migrations.CreateModel(
            name='SplitRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('position', models.PositiveSmallIntegerField(default=100, help_text='Rules are tried from the lowest position; the first that fits is taken.', verbose_name='position')),
                ('platform_part', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(10000)], verbose_name='Contribution to Maarad')),
                ('cooperative_part', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(10000)], verbose_name='The cooperative')),
                ('fund_part', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(10000)], verbose_name='The solidarity fund')),
                ('fee_part', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(10000)], verbose_name='Payment fees')),
                ('starts', models.DateField(default=django.utils.timezone.localdate, verbose_name='first day')),
                ('ends', models.DateField(blank=True, help_text='Empty: no end.', null=True, verbose_name='last day')),
                ('category', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.category', verbose_name='category')),
                ('cooperative', models.ForeignKey(blank=True, help_text='What this cooperative sells, for itself and for its members.', limit_choices_to={'kind': 'cooperative'}, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='vendors.vendor', verbose_name='cooperative')),
                ('vendor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='vendors.vendor', verbose_name='vendor')),
            ],
            options={
                'verbose_name': 'split rule',
                'verbose_name_plural': 'split rules',
                'ordering': ('position', 'id'),
            },
        ),
        migrations.CreateModel(
            name='Deposit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(editable=False, unique=True)),
                ('holder', models.CharField(max_length=80, verbose_name='Holder')),
                ('amount', models.PositiveBigIntegerField(verbose_name='Amount')),
                ('currency', models.CharField(max_length=3, verbose_name='currency')),
                ('on', models.DateField(verbose_name='Date')),
                ('note', models.CharField(blank=True, max_length=250, verbose_name='note')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
            ],
            options={
                'verbose_name': 'Cash deposit',
                'verbose_name_plural': 'cash deposits',
                'ordering': ('-id',),
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='deposit_of_something')],
            },
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(fields=('kind', 'subject_kind', 'subject_id'), name='entry_once_a_subject'),
        ),
        migrations.AddIndex(
            model_name='posting',
            index=models.Index(fields=['source', 'amount'], name='posting_source'),
        ),
        migrations.AddIndex(
            model_name='posting',
            index=models.Index(fields=['target', 'amount'], name='posting_target'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='posting_moves_something'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.CheckConstraint(condition=models.Q(('source', models.F('target')), _negated=True), name='posting_between_two_accounts'),
        ),
        migrations.AddConstraint(
            model_name='splitrule',
            constraint=models.CheckConstraint(condition=models.Q(('platform_part__lte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.Value(10000), '-', models.F('cooperative_part')), '-', models.F('fund_part')), '-', models.F('fee_part')))), name='split_rule_within_the_price'),
        ),
        migrations.AddConstraint(
            model_name='splitrule',
            constraint=models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gte', models.F('starts')), _connector='OR'), name='split_rule_ends_after_start'),
        ),
    ]
