"""The executed course as static pages, to be read without running anything."""
