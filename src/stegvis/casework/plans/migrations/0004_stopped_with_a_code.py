from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0003_where_and_how_much'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('stop_code', ''), ('stop_reason', ''), ('stopped_on__isnull', True)), models.Q(('stopped_on__isnull', False), models.Q(('stop_code', ''), _negated=True)), _connector='OR'), name='plans_activity_stopped_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.CheckConstraint(condition=models.Q(('colleague__isnull', True), ('partner__isnull', True), _connector='OR'), name='plans_activity_one_answers'),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.CheckConstraint(condition=models.Q(('hours_per_week__isnull', True), models.Q(('hours_per_week__gt', 0), ('hours_per_week__lte', 40)), _connector='OR'), name='plans_activity_hours_in_a_week'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(('agreed_paper__isnull', True), ('agreed_how', 'paper'), _connector='OR'), name='plans_paper_of_a_yes_on_paper'),
        ),
    ]
