"""What all tests share: laws are checked however slow the machine is."""

from hypothesis import settings

settings.register_profile("jingdex", deadline=None)
settings.load_profile("jingdex")
