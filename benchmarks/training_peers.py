"""The same training in other libraries, as their users write it. Each is optional.

A peer is a function work → (run, compiling): `run()` trains from the same start and returns the
cost of each step, or of the last ones; `compiling` is the seconds that went before. A peer that
cannot do the work returns a sentence. Examples are rows here.
"""

import math
import time
import warnings

import numpy as np


def stream(work):
    """The generator from which `dlcourse.train` takes the order of the examples: same batches."""
    return np.random.default_rng(work.seed).spawn(2)[0]


def batches(work, rng):
    """The order of the examples in the next epoch, and the slice of them for each of its steps."""
    m = work.X.shape[1]
    size = work.batch_size or m
    order = rng.permutation(m) if work.batch_size else None
    return order, [slice(start, start + size) for start in range(0, m, size)]


def weights(work):
    """The start as W, b of each dense layer; b is None before a batch norm."""
    views = [p for p in work.network.unpack(work.theta) if "W" in p]
    return [(p["W"], p["b"].ravel() if "b" in p else None) for p in views]


def rows(work):
    """X and the targets with one example per row; classes as numbers."""
    X = np.ascontiguousarray(work.X.T)
    labels = work.Y.argmax(axis=0) if len(work.Y) > 1 else work.Y[0].astype(int)
    return X, labels


def pytorch(work):
    """PyTorch, eager, with the fused Adam where this processor has one."""
    import torch
    from torch import nn

    torch.set_num_threads(1)
    X, labels = rows(work)
    X = torch.tensor(X)
    many = len(work.Y) > 1
    Y = (
        torch.tensor(labels)
        if many
        else torch.tensor(labels.reshape(-1, 1).astype(X.numpy().dtype))
    )
    criterion = nn.CrossEntropyLoss() if many else nn.BCEWithLogitsLoss()

    def model():
        layers, start = [], weights(work)
        for i, (W, b) in enumerate(start):
            linear = nn.Linear(W.shape[1], W.shape[0], bias=b is not None, dtype=X.dtype)
            with torch.no_grad():
                linear.weight.copy_(torch.tensor(W))
                if b is not None:
                    linear.bias.copy_(torch.tensor(b))
            layers.append(linear)
            if i < len(start) - 1:
                if work.batch_norm:
                    layers.append(nn.BatchNorm1d(len(W), momentum=0.1, dtype=X.dtype))
                layers.append(nn.Tanh() if work.activation == "tanh" else nn.ReLU())
                if work.keep_prob < 1:
                    layers.append(nn.Dropout(1 - work.keep_prob))
        return nn.Sequential(*layers)

    def adam(net):
        groups = list(net.parameters())
        if work.lambd:
            decayed = [p for p in groups if p.ndim == 2]
            others = [p for p in groups if p.ndim < 2]
            decay = work.lambd / len(X)  # full batch
            groups = [{"params": decayed, "weight_decay": decay}, {"params": others}]
        try:
            return torch.optim.Adam(groups, lr=work.learning_rate, fused=True)
        except RuntimeError:
            return torch.optim.Adam(groups, lr=work.learning_rate)

    def run():
        torch.manual_seed(0)
        rng, net, costs = stream(work), model().train(), []
        optimizer = adam(net)
        for _ in range(work.epochs):
            order, slices = batches(work, rng)
            X_now, Y_now = (X, Y) if order is None else (X[order], Y[order])
            for part in slices:
                optimizer.zero_grad()
                loss = criterion(net(X_now[part]), Y_now[part])
                loss.backward()
                optimizer.step()
                costs.append(loss.item())
        if work.lambd:  # not in the loss: the optimizer adds its gradient
            squares = sum(float((p.detach() ** 2).sum()) for p in net.parameters() if p.ndim == 2)
            costs[-1] += work.lambd / (2 * len(X)) * squares
        return costs

    return run, 0.0


def scikit_learn_unshuffled(work):
    """As below, told that there is nothing to shuffle when all examples are one batch."""
    if work.batch_size is not None:
        return "as above: mini-batches are shuffled"
    return scikit_learn(work, shuffle=False)


def scikit_learn(work, shuffle=True):
    """scikit-learn's MLPClassifier, which shuffles before every epoch unless told not to."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier

    if work.batch_norm or work.keep_prob < 1:
        return "has no batch norm and no dropout"
    X, labels = rows(work)

    def run():
        classifier = MLPClassifier(
            [len(W) for W, _ in weights(work)][:-1],
            activation=work.activation,
            solver="adam",
            alpha=work.lambd,
            batch_size=work.batch_size or len(X),
            learning_rate_init=work.learning_rate,
            max_iter=work.epochs,
            shuffle=shuffle,
            random_state=0,
            tol=0.0,
            n_iter_no_change=work.epochs + 1,
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            classifier.fit(X, labels)
        assert classifier.n_iter_ == work.epochs
        return classifier.loss_curve_[-1:]

    return run, 0.0


def jax_step(work):
    """The start, and a step (state, x, y) → (state, cost) that is not compiled yet."""
    import jax
    from jax import numpy as jnp

    beta1, beta2, epsilon = 0.9, 0.999, 1e-8
    params, running = [], []
    start = weights(work)
    for i, (W, b) in enumerate(start):
        p = {"W": jnp.array(W.T)}
        if b is not None:
            p["b"] = jnp.array(b)
        if work.batch_norm and i < len(start) - 1:
            n = len(W)
            p |= {"gamma": jnp.ones(n, W.dtype), "beta": jnp.zeros(n, W.dtype)}
            running.append((jnp.zeros(n, W.dtype), jnp.ones(n, W.dtype)))
        params.append(p)

    def cost(params, running, x, y, key):
        averages = []
        for i, p in enumerate(params):
            x = x @ p["W"]
            if "b" in p:
                x = x + p["b"]
            if i == len(params) - 1:
                break
            if work.batch_norm:
                mu, sigma2 = x.mean(axis=0), x.var(axis=0)
                x = p["gamma"] * (x - mu) / jnp.sqrt(sigma2 + 1e-5) + p["beta"]
                now = jax.lax.stop_gradient((mu, sigma2))
                averages.append(
                    tuple(0.9 * old + 0.1 * new for old, new in zip(running[i], now, strict=True))
                )
            x = jnp.tanh(x) if work.activation == "tanh" else jax.nn.relu(x)
            if work.keep_prob < 1:
                key, mine = jax.random.split(key)
                kept = jax.random.bernoulli(mine, work.keep_prob, x.shape)
                x = jnp.where(kept, x / work.keep_prob, 0)
        if len(work.Y) > 1:
            J = -jnp.take_along_axis(jax.nn.log_softmax(x), y[:, None], axis=1).mean()
        else:
            J = (jnp.logaddexp(0, x[:, 0]) - y * x[:, 0]).mean()
        if work.lambd:
            squares = sum((p["W"] ** 2).sum() for p in params)
            J = J + work.lambd / (2 * len(x)) * squares
        return J, averages

    def step(state, x, y):
        params, running, v, s, t = state
        key = jax.random.fold_in(jax.random.key(0), t)
        gradient = jax.value_and_grad(cost, has_aux=True)
        (J, running), d = gradient(params, running, x, y, key)
        t = t + 1
        power = t.astype(x.dtype)
        v = jax.tree.map(lambda v, d: beta1 * v + (1 - beta1) * d, v, d)
        s = jax.tree.map(lambda s, d: beta2 * s + (1 - beta2) * d**2, s, d)
        rate = work.learning_rate / (1 - beta1**power)
        params = jax.tree.map(
            lambda p, v, s: p - rate * v / (jnp.sqrt(s / (1 - beta2**power)) + epsilon),
            *(params, v, s),
        )
        return (params, running, v, s, t), J

    def zeros():
        return jax.tree.map(jnp.zeros_like, params)

    def begin():
        return jax.tree.map(jnp.copy, (params, running, zeros(), zeros(), jnp.array(0)))

    return begin, step


def jax_data(work):
    X, labels = rows(work)
    return X, labels if len(work.Y) > 1 else labels.astype(X.dtype)


def jax_jit(work):
    """JAX, each step compiled by jit, the loop in Python."""
    import jax

    begin, step = jax_step(work)
    X, Y = jax_data(work)
    compiled = jax.jit(step, donate_argnums=0)
    if work.batch_size is None:
        X, Y = jax.numpy.array(X), jax.numpy.array(Y)

    def run(epochs=work.epochs):
        rng, state, costs = stream(work), begin(), []
        for _ in range(epochs):
            order, slices = batches(work, rng)
            X_now, Y_now = (X, Y) if order is None else (X[order], Y[order])
            for part in slices:
                x, y = (X, Y) if order is None else (X_now[part], Y_now[part])
                state, J = compiled(state, x, y)
                costs.append(J)
        return [float(J) for J in costs]

    start = time.perf_counter()
    run(epochs=1)  # all shapes of batches
    return run, time.perf_counter() - start


def jax_scan(work):
    """JAX, the whole loop over epochs and batches compiled at once with lax.scan."""
    import jax
    from jax import numpy as jnp

    begin, step = jax_step(work)
    X, Y = map(jnp.array, jax_data(work))
    m = len(X)
    size = work.batch_size or m
    whole = m // size * size

    def epoch(state, order):
        X_now, Y_now = (X[order], Y[order]) if work.batch_size else (X, Y)
        equal = [a[:whole].reshape(-1, size, *a.shape[1:]) for a in (X_now, Y_now)]
        state, costs = jax.lax.scan(lambda s, batch: step(s, *batch), state, tuple(equal))
        if whole < m:  # the last batch is short
            state, J = step(state, X_now[whole:], Y_now[whole:])
            costs = jnp.append(costs, J)
        return state, costs

    def training(state, orders):
        return jax.lax.scan(epoch, state, orders)[1].ravel()

    def orders():
        rng = stream(work)
        if work.batch_size is None:
            return np.zeros((work.epochs, 0), int)
        return np.stack([rng.permutation(m) for _ in range(work.epochs)])

    start = time.perf_counter()
    compiled = jax.jit(training).lower(begin(), orders()).compile()
    compiling = time.perf_counter() - start

    def run():
        costs = np.asarray(compiled(begin(), orders()))
        assert len(costs) == work.epochs * math.ceil(m / size)
        return costs

    return run, compiling


PEERS = {
    "PyTorch eager, fused Adam": ("torch", pytorch),
    "scikit-learn MLPClassifier": ("sklearn", scikit_learn),
    "scikit-learn, shuffle=False": ("sklearn", scikit_learn_unshuffled),
    "JAX, jit per step": ("jax", jax_jit),
    "JAX, whole loop in lax.scan": ("jax", jax_scan),
}
