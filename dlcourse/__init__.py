"""Making deep networks learn better: a small numpy package that reads like the lectures.

Columns are examples: X (n_x, m), Y (n_y, m). All numbers of a network are one vector θ.

    from dlcourse import Adam, BinaryCrossEntropy, Dense, L2, Network, Tanh, train

    network = Network([Dense(2, 16), Tanh(), Dense(16, 1)], BinaryCrossEntropy(), L2(0.1))
    theta = network.initialize(np.random.default_rng(1))
    for step in train(network, theta, X, Y, Adam(0.01), epochs=1000):
        print(step.iteration, step.cost)
"""

from dlcourse.activations import leaky_relu, one_hot, relu, sigmoid, softmax, tanh
from dlcourse.augmentation import augment
from dlcourse.averages import exponentially_weighted_average
from dlcourse.batches import mini_batches
from dlcourse.datasets import (
    load_digits,
    load_temperature,
    make_blobs,
    make_circles,
    make_moons,
    make_spirals,
)
from dlcourse.gradient_checking import gradient_check, numerical_gradient
from dlcourse.initializers import constant, he, lecun, normal, xavier, zeros
from dlcourse.layers import Dense, Dropout, LeakyReLU, ReLU, Sigmoid, Tanh
from dlcourse.losses import BinaryCrossEntropy, MeanSquaredError, SoftmaxCrossEntropy
from dlcourse.model_selection import bias_variance, k_fold, standardize, train_dev_test_split
from dlcourse.network import Network
from dlcourse.normalization import BatchNorm, LayerNorm
from dlcourse.optimizers import (
    Adadelta,
    AdaGrad,
    Adam,
    AdaMax,
    AMSGrad,
    GradientDescent,
    Momentum,
    NAdam,
    Nesterov,
    RMSprop,
)
from dlcourse.regularizers import L1, L2, max_norm, soft_threshold
from dlcourse.residual import Residual
from dlcourse.schedules import exponential, inverse_sqrt, inverse_time, staircase
from dlcourse.search import ewa_beta, grid, integers, log_uniform, random_search, uniform
from dlcourse.training import clip_by_norm, early_stopping, train

__version__ = "0.1.0"

# All that is imported above, and nothing else: the public API, which docs and tests go through.
__all__ = [name for name, thing in globals().items() if callable(thing)]
