"""The tables of the grade book."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

VERSION = 2

metadata = MetaData()

about = Table("about", metadata, Column("version", Integer, nullable=False))

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("began", Float, nullable=False),  # seconds since the epoch
)

#: One row for each different text that a learner handed in for a lab.
submissions = Table(
    "submissions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("learner", Text, nullable=False, index=True),
    Column("handle", Text, nullable=False),  # the identity that the platform gave, "" when it gave none
    Column("lab", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("answers", JSON, nullable=False),
    Column("remarks", JSON, nullable=False),
    Column("variant", Text, nullable=False, server_default=""),  # whose values it is judged by
    Column("run", ForeignKey("runs.id"), nullable=False),  # the last one that found it
    UniqueConstraint("learner", "lab", "digest"),
)

#: What could not be graded, in the run that found it.
refusals = Table(
    "refusals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run", ForeignKey("runs.id"), nullable=False, index=True),
    Column("learner", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("reason", Text, nullable=False),
)

#: Append only. The grade of an exercise is its last row that was adopted.
grades = Table(
    "grades",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("submission", ForeignKey("submissions.id"), nullable=False, index=True),
    Column("exercise", Text, nullable=False),
    Column("course", Text, nullable=False),  # digest of the lab that judged
    Column("run", ForeignKey("runs.id"), nullable=False),
    Column("at", Float, nullable=False),
    Column("evaluated", Boolean, nullable=False),
    Column("score", Float, nullable=False),
    Column("max_score", Float, nullable=False),
    Column("adopted", Boolean, nullable=False),  # false: it would lower a grade that was given
    Column("grade", JSON, nullable=False),
)

#: Append only. The last row of an exercise, or of a whole lab ("" for the exercise), counts.
adjustments = Table(
    "adjustments",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("learner", Text, nullable=False, index=True),
    Column("lab", Text, nullable=False),
    Column("exercise", Text, nullable=False),
    Column("points", Text, nullable=False),  # "3": so many; "+1", "-0.5": more or less; "": as judged
    Column("reason", Text, nullable=False),
    Column("at", Float, nullable=False),
)


def upgrade(connection: Connection, version: int) -> None:
    """Bring the tables of an earlier version up to this one; nothing in them is lost."""
    if version < 2:
        connection.execute(text("ALTER TABLE submissions ADD COLUMN variant TEXT DEFAULT '' NOT NULL"))
    connection.execute(about.update().values(version=VERSION))
