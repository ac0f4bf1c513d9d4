"""Answers to the exercise of notebook 00 as students may give them, from the text alone.

A blank line ends an answer; each is the body of the exercise's function.
"""

RIGHT = {
    "unit": """
return np.tanh(w @ X + b)

z = w @ X + b
a = np.tanh(z)
return a

return np.tanh(np.dot(w, X) + b)

return np.tanh(X.T @ w + b)

a = []
for i in range(X.shape[1]):
    z = b
    for j in range(len(w)):
        z = z + w[j] * X[j, i]
    a.append(np.tanh(z))
return np.array(a)

z = np.sum(w[:, np.newaxis] * X, axis=0) + b
return np.tanh(z)

z = w @ X + b
return 1 - 2 / (np.exp(2 * z) + 1)
""",
}

WRONG = {
    "unit": """
return np.tanh(w @ X)

return w @ X + b

return np.tanh(w @ X) + b

return np.tanh(w @ X - b)

z = w @ X + b
return 1 / (1 + np.exp(-z))

return np.maximum(0, w @ X + b)

return np.tanh(w * X + b)

return np.tanh(X @ w + b)

return np.tanh(np.sum(w @ X) + b)

return np.tanh(w @ X + b).mean()

return np.tan(w @ X + b)

return np.tanh(w @ X[:, 0] + b)

return np.tanh(w[0] * X[0] + b)
""",
}
