"""Answers to the exercises of notebook 00 as students may give them, from the text alone.

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
    "error": """
return np.mean((A > 0.5) != Y)

answers = np.round(A)
return np.mean(answers != Y)

wrong = 0
for a, y in zip(A, Y):
    if (a > 0.5 and y == 0) or (a <= 0.5 and y == 1):
        wrong += 1
return wrong / len(Y)

return 1 - np.mean((A > 0.5) == (Y == 1))

answers = (A > 0.5).astype(int)
return np.sum(np.abs(answers - Y)) / Y.size
""",
    "cost": """
p = np.where(Y == 1, A, 1 - A)
return -np.mean(np.log(p))

return np.mean(-Y * np.log(A) - (1 - Y) * np.log(1 - A))

total = 0
for a, y in zip(A, Y):
    total -= np.log(a) if y == 1 else np.log(1 - a)
return total / len(A)

p = A * Y + (1 - A) * (1 - Y)
return -np.log(p).sum() / p.size

p = 1 - np.abs(A - Y)
return np.mean(-np.log(p))
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
    "error": """
wrong = 0
for a, y in zip(A, Y):
    if (a > 0.5 and y == 0) or (a < 0.5 and y == 1):
        wrong += 1
return wrong / len(Y)

return np.mean((A >= 0.5) != Y)

return np.mean((A > 0.5) == Y)

return np.sum((A > 0.5) != Y)

return np.mean(A != Y)

return np.mean(np.abs(A - Y))

return np.mean(A > 0.5)

return (A > 0.5) != Y

return 100 * np.mean((A > 0.5) != Y)

return np.mean((A > 0) != Y)

return np.mean((A < 0.5) != Y)

return np.mean((A - Y) ** 2)

return np.sum((A > 0.5) == Y) / len(Y)
""",
    "cost": """
A = np.clip(A, 0.01, 0.99)
return -np.mean(np.where(Y == 1, np.log(A), np.log(1 - A)))

return np.mean(-np.log(A))

return np.mean(np.log(np.where(Y == 1, A, 1 - A)))

return np.sum(-np.log(np.where(Y == 1, A, 1 - A)))

return -np.mean(Y * np.log(A))

return -np.log(np.where(Y == 1, A, 1 - A))

return -np.mean(Y * np.log(A) - (1 - Y) * np.log(1 - A))

return -np.mean(np.log2(np.where(Y == 1, A, 1 - A)))

return -np.mean(np.log10(np.where(Y == 1, A, 1 - A)))

return -np.mean(np.log(np.where(Y == 0, A, 1 - A)))

return -np.mean(np.log(np.maximum(A, 1 - A)))

return -np.log(np.mean(np.where(Y == 1, A, 1 - A)))

return np.mean(1 - np.where(Y == 1, A, 1 - A))

p = A[Y == 1]
return -np.mean(np.log(p))
""",
}
