"""Where each parameter of each layer stands in the vector θ."""

import numpy as np

from dlcourse._checks import finite, short


class Layout:
    """θ = all parameters of all layers, row by row, one after the other.

    Parameters
    ----------
    layers : the layers, in order

    Attributes
    ----------
    size : the number of entries of θ
    penalized, trainable, variances : (size,) masks of the weights, of what is trained, of σ²
    """

    def __init__(self, layers):
        self.places, self.size = [], 0
        for layer in layers:
            places = []
            for name, (n, n_prev) in layer.shapes.items():
                start, self.size = self.size, self.size + n * n_prev
                places.append((name, slice(start, self.size), (n, n_prev)))
            self.places.append(places)
        self.penalized = self._mask([layer.penalized for layer in layers])
        self.trainable = ~self._mask([layer.running for layer in layers])
        variances = [[n for n in layer.running if n.endswith("sigma2")] for layer in layers]
        self.variances = self._mask(variances)

    def check(self, theta):
        """θ itself, if it is a float array of the right size."""
        dtype = theta.dtype if isinstance(theta, np.ndarray) else None
        if dtype not in (np.float32, np.float64):
            came = f"{short(theta)} of {dtype}" if dtype else short(theta)
            raise TypeError(
                f"theta is {came}; expected an array of float64 or float32, such as"
                " network.initialize(rng)"
            )
        if theta.shape != (self.size,):
            raise ValueError(
                f"theta has shape {theta.shape}; expected ({self.size},) for this network:"
                " network.initialize(rng) makes one"
            )
        return theta

    def finite(self, theta):
        """θ itself, if it passes `check`, its numbers are finite and its variances not negative."""
        theta = finite(self.check(theta), "theta")
        if not (theta[self.variances] >= 0).all():
            raise ValueError("theta holds a negative running sigma2; expected variances, all ≥ 0")
        return theta

    def unpack(self, theta):
        """One dict of named views into θ per layer."""
        return [
            {name: theta[where].reshape(shape) for name, where, shape in places}
            for places in self.places
        ]

    def pack(self, params, dtype):
        """The way back: a new vector; what a layer's dict does not name is 0."""
        theta = np.zeros(self.size, dtype)
        for places, named in zip(self.places, params, strict=True):
            for name, where, _ in places:
                if name in named:
                    theta[where] = named[name].ravel()
        return theta

    def _mask(self, names):
        mask = np.zeros(self.size, dtype=bool)
        for places, wanted in zip(self.places, names, strict=True):
            for name, where, _ in places:
                mask[where] = name in wanted
        return mask
