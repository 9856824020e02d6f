"""What the registries of a sandbox hold, read quickly and told without any widget."""
