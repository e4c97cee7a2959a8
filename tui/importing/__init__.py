"""Files that come in: what a person says of them, and the plan and the edit that follow."""
