"""Looking ahead: where a series goes if it goes on, and how wrong such a look was in the past."""
