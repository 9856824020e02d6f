"""What init tells of the learner's world to those who go in, in files that no learner can write."""

PID = "/run/world.pid"
"""Which process the world is; its namespaces are those to enter."""
READY = "/run/world.ready"
"""Empty until the world can be entered."""
