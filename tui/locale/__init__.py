"""The languages of everything that a person reads, each a catalogue of GNU gettext."""
