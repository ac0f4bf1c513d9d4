"""Layers with a way around them."""

from dlcourse.layers import Layer, chain


class Residual(Layer):
    """Layers with a way around them: A = A_prev + layers(A_prev).

    Backward: dA_prev = dA + (dA sent back through the layers): however small the second part, the
    gradient does not vanish. In `unpack`, "0.W" is the W of the first layer inside.

    Parameters
    ----------
    layers : a list of layers that ends with as many units as it began with

    Raises
    ------
    TypeError, ValueError
        When the layers do not fit each other, or end with another number of units.

    Source: He et al. 2016, "Deep Residual Learning for Image Recognition".
    """

    def __init__(self, layers):
        self.layers, self.n_prev, self.n = chain(layers)
        if self.n_prev != self.n:
            raise ValueError(
                f"the layers inside Residual turn {self.n_prev} units into {self.n}; expected as"
                " many out as in, so that the sum input + layers(input) exists"
            )
        self._inside = [
            {name: f"{i}.{name}" for name in layer.shapes} for i, layer in enumerate(self.layers)
        ]
        self.shapes = self._join([layer.shapes for layer in self.layers])
        self.penalized = tuple(self._join([dict.fromkeys(x.penalized) for x in self.layers]))
        self.running = tuple(self._join([dict.fromkeys(x.running) for x in self.layers]))
        self.has_modes = any(layer.has_modes for layer in self.layers)
        self.draws = any(layer.draws for layer in self.layers)

    @staticmethod
    def _join(dicts):
        return {f"{i}.{name}": value for i, d in enumerate(dicts) for name, value in d.items()}

    def initialize(self, rng, scheme):
        return self._join([layer.initialize(rng, scheme) for layer in self.layers])

    def forward(self, params, A_prev, train=None, rng=None):
        A, caches = A_prev, []
        for layer, names in zip(self.layers, self._inside, strict=True):
            inside = {name: params[joined] for name, joined in names.items()}
            A, cache = layer.forward(inside, A, train, rng)
            caches.append(cache)
        return A_prev + A, caches

    def backward(self, caches, dA):
        d, grads = dA, []
        for layer, cache in zip(reversed(self.layers), reversed(caches), strict=True):
            d, g = layer.backward(cache, d)
            grads.insert(0, g)
        return dA + d, self._join(grads)

    def averages(self, caches):
        return self._join(
            [layer.averages(cache) for layer, cache in zip(self.layers, caches, strict=True)]
        )

    def __repr__(self):
        return f"Residual({list(self.layers)})"
