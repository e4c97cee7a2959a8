"""What surrounds every view: panes, pages, the prompt, menus, status lines."""
