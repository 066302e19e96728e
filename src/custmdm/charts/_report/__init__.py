"""The report: one page on a result; one file a section."""

from custmdm.charts._report._write import report as report
