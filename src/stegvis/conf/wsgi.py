"""The WSGI application; it isn't there before the start has been judged safe."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stegvis.conf.settings")
application = get_wsgi_application()

from stegvis.conf.start import refuse_dangerous_start  # noqa: E402  (models need Django set up)

refuse_dangerous_start()

from stegvis.conf.loaded import keep_what_is_loaded  # noqa: E402

keep_what_is_loaded()
