"""How sure a rank is: the whole chain run again under other choices that could be defended as well."""
