"""Builder of the training Hub's content: miniatures of official images, in a registry's own storage layout.

It runs inside the build of the hub's image, with nothing but the standard library, and its result depends
on its inputs alone: same files, same digests.
"""
