"""The live figures of notebook 00, one module each."""

from dlcourse.topics.start_here.explorers.fence import fence
from dlcourse.topics.start_here.explorers.half_moons import half_moons
from dlcourse.topics.start_here.explorers.one_unit import one_unit
from dlcourse.topics.start_here.explorers.playground import playground
from dlcourse.topics.start_here.explorers.workflow import workflow

__all__ = ["fence", "half_moons", "one_unit", "playground", "workflow"]
