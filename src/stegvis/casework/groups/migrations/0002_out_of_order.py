from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("groups", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="member",
            name="out_of_order",
            field=models.CharField(blank=True, default="", max_length=255),
        ),
    ]
