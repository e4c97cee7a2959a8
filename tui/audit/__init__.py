"""The statistical audit: its page on the screen, its files, and `jingdex audit`."""
