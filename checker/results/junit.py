"""The verdicts as JUnit XML, which continuous integration shows."""

from __future__ import annotations

from xml.etree import ElementTree

from checker.course.verdict import CriterionResult, Outcome
from checker.gradebook.marks import ClassMarks, LabMarks, Mark
from checker.messages import report as words
from checker.messages import results as say
from checker.results.figures import reason
from checker.results.text import block, line

MOST_TEXT = 4000
_COUNTED = {"failure": "failures", "error": "errors", "skipped": "skipped"}


def junit_xml(marks: ClassMarks) -> bytes:
    """A suite per learner and lab, a case per criterion."""
    root = ElementTree.Element("testsuites", name=say.CLASS_TITLE)
    for each in marks.learners:
        _suite(ElementTree.SubElement(root, "testsuite"), each)
    _count(root)
    ElementTree.indent(root)
    return b"%s\n" % ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _suite(suite: ElementTree.Element, each: LabMarks) -> None:
    suite.set("name", line(f"{each.entry.learner} · {each.lab.id}"))
    properties = ElementTree.SubElement(suite, "properties")
    facts = {"learner": line(each.entry.learner), "lab": each.lab.id, "source": line(each.entry.source)}
    if each.max_score:
        facts |= {"points": f"{each.score:g}", "max_points": f"{each.max_score:g}"}
    for name, value in facts.items():
        ElementTree.SubElement(properties, "property", name=name, value=value)
    for mark in each.marks:
        for result in _results(mark):
            _case(ElementTree.SubElement(suite, "testcase"), mark, result)
    _count(suite)
    suite.set("time", f"{sum(m.grade.duration_s for m in each.marks if m.grade):.3f}")


def _results(mark: Mark) -> tuple[CriterionResult, ...]:
    """The criteria as they were judged; all of them an error as long as they were not."""
    if mark.grade is not None:
        return mark.grade.verdict.criteria
    why = reason(mark)
    return tuple(
        CriterionResult(c.id, c.text, c.points, Outcome.ERROR, observed=why) for c in mark.exercise.criteria
    )


def _case(case: ElementTree.Element, mark: Mark, result: CriterionResult) -> None:
    case.set("classname", mark.exercise.id.replace("/", "."))
    case.set("name", line(f"{result.id}\u202f: {result.text}"))
    case.set("time", f"{result.duration_s:.3f}")
    if result.outcome is Outcome.PASSED:
        return
    tag = {Outcome.FAILED: "failure", Outcome.ERROR: "error", Outcome.SKIPPED: "skipped"}[result.outcome]
    said = ElementTree.SubElement(case, tag, message=line(result.observed or words.WORDS[result.outcome]))
    if result.outcome is Outcome.FAILED:
        said.set("type", result.id)
        parts = [
            (words.EXPECTED, result.expected),
            (words.OBSERVED, result.observed),
            (words.ADVICE, result.advice),
        ]
        said.text = block("\n".join(say.labelled(label, text) for label, text in parts if text), MOST_TEXT)


def _count(element: ElementTree.Element) -> None:
    element.set("tests", str(len(element.findall(".//testcase"))))
    for tag, name in _COUNTED.items():
        element.set(name, str(len(element.findall(f".//testcase/{tag}"))))
