"""The colours of the course: one colour means one thing in every figure.

All but the greys are from Okabe and Ito's colour-blind safe set, or darker shades of its colours.
None is used alone: a line style, a marker or a direct label says the same.
"""

TRAIN = "#0072B2"  # blue, solid
DEV = "#D55E00"  # vermilion, dashed
TEST = "#009E73"  # green, dash-dotted
CLASS_0 = "#2B8CBE"  # sky blue, circles
CLASS_1 = "#E08214"  # orange, triangles
CLASS_0_PALE = "#D3E8F5"  # the side of the plane that is decided to be class 0
CLASS_1_PALE = "#FCE6CC"
L1 = "#9B3A8A"  # purple
L2 = "#0B7A75"  # teal
CHOSEN = "#111111"  # the setting at hand: a black marker
REFERENCE = "#6B6B6B"  # what to compare with: grey, dashed
YOURS = "#A6761D"  # the student's own function: ochre, dash-dotted
WEIGHTS = "#4D4D4D"  # histograms of weights and activations
GHOST = "#8C8C8C"  # a pinned earlier run: grey, dotted
DROPOUT = "#332288"  # indigo: what is trained or evaluated with dropout on
DROPPED = "#B8B8B8"  # pale grey, crossed out: a unit or connection that a mask takes away
GRADIENT = "#C2187A"  # magenta: a derivative of the cost, on its way back
AVERAGE = "#A50F15"  # deep red: an exponentially weighted average; dashed without bias correction
BIAS = "#7B3F00"  # brown, hatched: what all fits get wrong in the same way
VARIANCE = "#7CA200"  # apple green: what differs from fit to fit
POSITIVE = "#B35806"  # of weights: dark orange, a solid line; a positive score says class 1
NEGATIVE = "#1F6A9A"  # dark blue, a dashed line

TRAIN_AND_DEV = {  # the two curves of most figures
    "train": {"color": TRAIN, "linestyle": "-"},
    "dev": {"color": DEV, "linestyle": "--"},
}
