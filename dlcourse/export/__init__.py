"""Slides and pages from the notebooks: files that open anywhere and whose sliders still move."""
