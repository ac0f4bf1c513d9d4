"""The predictions of notebook 05: questions that the reader answers before a figure is revealed.

They stand here and not in the notebook, so that nobody reads the answer before giving one.
"""

from dlcourse.explorers.predict import Predict
