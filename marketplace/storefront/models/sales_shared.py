from django.db import models


class SalesShared(models.Model):
    """Who got what of the sales handed over between two days: one row, written by `hundred.remember`, read by the home page.

    `sums` by party, in minor units; `parcels` is of how many orders.
    """

    ONLY = 1

    starts = models.DateField()
    ends = models.DateField()
    sums = models.JSONField(default=dict)
    parcels = models.PositiveIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="sales_shared_is_one_row")]

    def __str__(self):
        return f"{self.starts} – {self.ends}"
