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
        self.count, self.size = len(layers), 0
        self.places = []  # number of the layer, name of the parameter, its slice of θ, its shape
        for i, layer in enumerate(layers):
            for name, (n, n_prev) in layer.shapes.items():
                start, self.size = self.size, self.size + n * n_prev
                self.places.append((i, name, slice(start, self.size), (n, n_prev)))
        self.penalized, running, self.variances = np.zeros((3, self.size), dtype=bool)
        for i, name, where, _ in self.places:
            self.penalized[where] = name in layers[i].penalized
            running[where] = name in layers[i].running
            self.variances[where] = name in layers[i].running and name.endswith("sigma2")
        self.trainable = ~running

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
        params = [{} for _ in range(self.count)]
        for i, name, where, shape in self.places:
            params[i][name] = theta[where].reshape(shape)
        return params

    def pack(self, params, dtype):
        """The way back: a new vector; what a layer's dict does not name is 0."""
        theta = np.zeros(self.size, dtype)
        for i, name, where, _ in self.places:
            if name in params[i]:
                theta[where] = params[i][name].ravel()
        return theta
