"""Course on Docker registries that runs and grades itself; importing this package stays cheap."""

__version__ = "0.1.0"
