"""Answers to the exercises of notebook 02 as students may give them, from the text alone.

A blank line ends an answer; each is the body of the exercise's function.
"""

RIGHT = {
    "graph_gradient": """
u = a + b
v = b * c
du = v
dv = u
da = du
db = du * 1 + dv * c
dc = dv * b
return da, db, dc

return b * c, a * c + 2 * b * c, (a + b) * b

da = b * c
db = b * c + (a + b) * c
dc = (a + b) * b
return [da, db, dc]

J = lambda a, b, c: (a + b) * b * c
e = 1e-3
return ((J(a + e, b, c) - J(a - e, b, c)) / (2 * e), (J(a, b + e, c) - J(a, b - e, c)) / (2 * e),
        (J(a, b, c + e) - J(a, b, c - e)) / (2 * e))
""",
    "squared_error_gradient": """
A = 1 / (1 + np.exp(-(W @ X + b)))
m = Y.shape[1]
dA = (A - Y) / m
dZ = dA * A * (1 - A)
return dZ @ X.T, np.sum(dZ, axis=1, keepdims=True)

Z = np.dot(W, X) + b
A = 1 / (1 + np.exp(-Z))
dZ = (A - Y) * (A - A**2)
return np.dot(dZ, X.T) / Y.size, np.mean(dZ, axis=1, keepdims=True)

A = 1 / (1 + np.exp(-W @ X - b))
dZ = (A - Y) * A * (1 - A)
n, m = X.shape
dW = np.zeros((1, n))
db = np.zeros((1, 1))
for j in range(m):
    dW += dZ[0, j] * X[:, j:j+1].T
    db += dZ[0, j]
return dW / m, db / m
""",
    "hidden_gradient": """
m = X.shape[1]
A1 = 1 / (1 + np.exp(-(W1 @ X + b1)))
A2 = 1 / (1 + np.exp(-(W2 @ A1 + b2)))
dZ2 = A2 - Y
dZ1 = (W2.T @ dZ2) * A1 * (1 - A1)
dW1, db1 = dZ1 @ X.T / m, dZ1.sum(axis=1, keepdims=True) / m
dW2, db2 = dZ2 @ A1.T / m, dZ2.sum(axis=1, keepdims=True) / m
return dW1, db1, dW2, db2

m = X.shape[1]
A1 = 1 / (1 + np.exp(-(W1 @ X + b1)))
A2 = 1 / (1 + np.exp(-(W2 @ A1 + b2)))
dZ2 = A2 - Y
dZ1 = (W2.T @ dZ2) * (A1 - A1**2)
dW1, db1 = dZ1 @ X.T / m, dZ1.sum(axis=1, keepdims=True) / m
dW2, db2 = dZ2 @ A1.T / m, dZ2.sum(axis=1, keepdims=True) / m
return dW1, db1, dW2, db2
""",
    "swish_backward": """
s = 1 / (1 + np.exp(-Z))
return dA * s + dA * Z * s * (1 - s)

s = 1 / (1 + np.exp(-Z))
A = Z * s
return dA * (A + s * (1 - A))

e = np.exp(-Z)
return dA * (1 + e + Z * e) / (1 + e) ** 2
""",
    "choose_learning_rate": """
return (1.0, range(10)), (0.5, range(10))

seeds = list(range(12))
return [(1.2, seeds), (0.5, seeds)]

return (0.8, list(range(10))), (0.5, list(range(10)))
""",
}

WRONG = {
    "graph_gradient": """
return b * c, b * c, (a + b) * b

return b * c, a * c, (a + b) * b

return b * c, a * c + b * c, a * b + b * b

return a + b, b * c, (a + b) * (b * c)

return 1, 2, b

return b * c, 2 * b * c + a * c

return (a + b) * b, b * c + (a + b) * c, b * c

return -b * c, -(b * c + (a + b) * c), -(a + b) * b

return b * c, b * c + (a + b) * c, (a + b) * c

da = b * c
db = b * c * (a + b) * c
dc = (a + b) * b
return da, db, dc
""",
    "squared_error_gradient": """
A = 1 / (1 + np.exp(-(W @ X + b)))
dZ = A - Y
return dZ @ X.T / X.shape[1], dZ.mean(axis=1, keepdims=True)

A = 1 / (1 + np.exp(-(W @ X + b)))
dZ = (A - Y) * A * (1 - A)
return dZ @ X.T / X.shape[1], dZ.mean()

A = 1 / (1 + np.exp(-(W @ X + b)))
dZ = (A - Y) * A * (1 - A)
return X @ dZ.T / X.shape[1], dZ.mean(axis=1, keepdims=True)

A = 1 / (1 + np.exp(-(W @ X + b)))
dZ = 2 * (A - Y) * A * (1 - A)
return dZ @ X.T / X.shape[1], dZ.mean(axis=1, keepdims=True)

A = 1 / (1 + np.exp(-(W @ X + b)))
dZ = (A - Y) * Y * (1 - Y)
return dZ @ X.T / X.shape[1], dZ.mean(axis=1, keepdims=True)

A = 1 / (1 + np.exp(-(W @ X + b)))
dZ = (A - Y) * A * (1 - A)
return dZ @ X.T, dZ.sum(axis=1, keepdims=True)

A = 1 / (1 + np.exp(-(W @ X + b)))
dZ = (A - Y) * A * (1 - A)
return dZ @ X.T / X.shape[1], dZ.sum(axis=1, keepdims=True)

A = np.tanh(W @ X + b)
dZ = (A - Y) * (1 - A**2)
return dZ @ X.T / X.shape[1], dZ.mean(axis=1, keepdims=True)

A = W @ X + b
dZ = A - Y
return dZ @ X.T / X.shape[1], dZ.mean(axis=1, keepdims=True)

A = 1 / (1 + np.exp(-(W @ X + b)))
dZ = (Y - A) * A * (1 - A)
return dZ @ X.T / X.shape[1], dZ.mean(axis=1, keepdims=True)

A = 1 / (1 + np.exp(-(W @ X + b)))
dZ = (A - Y) * A * (1 - A)
return dZ @ X / X.shape[1], dZ.mean(axis=1, keepdims=True)

A = 1 / (1 + np.exp(W @ X + b))
dZ = (A - Y) * A * (1 - A)
return dZ @ X.T / X.shape[1], dZ.mean(axis=1, keepdims=True)

A = 1 / (1 + np.exp(-(W @ X + b)))
dZ = (A - Y) * A * (1 - A)
return dZ @ X.T / X.shape[1]

A = 1 / (1 + np.exp(-(W @ X + b)))
dZ = (A - Y) * A * (1 - A)
return dZ @ X.T / X.shape[0], dZ.sum(axis=1, keepdims=True) / X.shape[0]
""",
    "hidden_gradient": """
m = X.shape[1]
A1 = 1 / (1 + np.exp(-(W1 @ X + b1)))
A2 = 1 / (1 + np.exp(-(W2 @ A1 + b2)))
dZ2 = A2 - Y
dZ1 = (W2.T @ dZ2) * (1 - A1) ** 2
dW1, db1 = dZ1 @ X.T / m, dZ1.sum(axis=1, keepdims=True) / m
dW2, db2 = dZ2 @ A1.T / m, dZ2.sum(axis=1, keepdims=True) / m
return dW1, db1, dW2, db2

m = X.shape[1]
A1 = 1 / (1 + np.exp(-(W1 @ X + b1)))
A2 = 1 / (1 + np.exp(-(W2 @ A1 + b2)))
dZ2 = A2 - Y
dZ1 = (W2.T @ dZ2) * (1 - A1)
dW1, db1 = dZ1 @ X.T / m, dZ1.sum(axis=1, keepdims=True) / m
dW2, db2 = dZ2 @ A1.T / m, dZ2.sum(axis=1, keepdims=True) / m
return dW1, db1, dW2, db2

m = X.shape[1]
A1 = 1 / (1 + np.exp(-(W1 @ X + b1)))
A2 = 1 / (1 + np.exp(-(W2 @ A1 + b2)))
dZ2 = A2 - Y
dZ1 = (W2.T @ dZ2)
dW1, db1 = dZ1 @ X.T / m, dZ1.sum(axis=1, keepdims=True) / m
dW2, db2 = dZ2 @ A1.T / m, dZ2.sum(axis=1, keepdims=True) / m
return dW1, db1, dW2, db2

m = X.shape[1]
A1 = 1 / (1 + np.exp(-(W1 @ X + b1)))
A2 = 1 / (1 + np.exp(-(W2 @ A1 + b2)))
dZ2 = (A2 - Y) * A2 * (1 - A2)
dZ1 = (W2.T @ dZ2) * A1 * (1 - A1)
dW1, db1 = dZ1 @ X.T / m, dZ1.sum(axis=1, keepdims=True) / m
dW2, db2 = dZ2 @ A1.T / m, dZ2.sum(axis=1, keepdims=True) / m
return dW1, db1, dW2, db2

m = X.shape[1]
A1 = 1 / (1 + np.exp(-(W1 @ X + b1)))
A2 = 1 / (1 + np.exp(-(W2 @ A1 + b2)))
dZ2 = A2 - Y
dZ1 = (W2.T @ dZ2) * (W1 @ X + b1) * (1 - (W1 @ X + b1))
dW1, db1 = dZ1 @ X.T / m, dZ1.sum(axis=1, keepdims=True) / m
dW2, db2 = dZ2 @ A1.T / m, dZ2.sum(axis=1, keepdims=True) / m
return dW1, db1, dW2, db2

m = X.shape[1]
A1 = 1 / (1 + np.exp(-(W1 @ X + b1)))
A2 = 1 / (1 + np.exp(-(W2 @ A1 + b2)))
dZ2 = A2 - Y
dZ1 = (W2 @ dZ2) * (1 - A1**2)
dW1, db1 = dZ1 @ X.T / m, dZ1.sum(axis=1, keepdims=True) / m
dW2, db2 = dZ2 @ A1.T / m, dZ2.sum(axis=1, keepdims=True) / m
return dW1, db1, dW2, db2
""",
    "swish_backward": """
s = 1 / (1 + np.exp(-Z))
return dA * s * (1 - s)

s = 1 / (1 + np.exp(-Z))
return dA * s

s = 1 / (1 + np.exp(-Z))
return s + Z * s * (1 - s)

s = 1 / (1 + np.exp(-Z))
return dA @ (s + Z * s * (1 - s)).T

s = 1 / (1 + np.exp(-Z))
A = Z * s
return dA * A * (1 - A)

s = 1 / (1 + np.exp(-Z))
return dA * Z * s * (1 - s)

return dA * (1 - np.tanh(Z) ** 2)

s = 1 / (1 + np.exp(-Z))
return dA * (1 + s * (1 - s))

s = 1 / (1 + np.exp(Z))
return dA * (s + Z * s * (1 - s))

return dA * (Z > 0)

s = 1 / (1 + np.exp(-Z))
return dA * (s + Z * s)

s = 1 / (1 + np.exp(-Z))
return dA * Z * s
""",
    "choose_learning_rate": """
return (0.3, range(10)), (0.5, range(10))

return (5.0, range(10)), (0.5, range(10))

return (1.0, range(3)), (0.5, range(3))

return (1.0, range(10)), (0.5, range(10, 20))

return 1.0
""",
}
