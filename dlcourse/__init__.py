"""Making deep networks learn better: a small numpy package that reads like the lectures.

Columns are examples: X (n_x, m), Y (n_y, m). All numbers of a network are one vector θ.

    from dlcourse import Adam, BinaryCrossEntropy, Dense, L2, Network, Tanh, train

    network = Network([Dense(2, 16), Tanh(), Dense(16, 1)], BinaryCrossEntropy(), L2(0.1))
    theta = network.initialize(np.random.default_rng(1))
    for step in train(network, theta, X, Y, Adam(0.01), epochs=1000):
        print(step.iteration, step.cost)
"""

from .activations import leaky_relu, one_hot, relu, sigmoid, softmax, tanh
from .initializers import constant, he, lecun, normal, xavier, zeros
from .layers import Dense, Dropout, LeakyReLU, ReLU, Residual, Sigmoid, Tanh
from .losses import BinaryCrossEntropy, MeanSquaredError, SoftmaxCrossEntropy
from .network import Network
from .normalization import BatchNorm, LayerNorm
from .regularizers import L1, L2, max_norm, soft_threshold

__version__ = "0.1.0"
