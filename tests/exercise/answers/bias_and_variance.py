"""Answers to the exercises of notebook 03 as students may give them, from the text alone.

A blank line ends an answer; each is the body of the exercise's function.
"""

RIGHT = {
    "bias_and_variance": """
mean = predictions.mean(axis=0)
return np.mean((mean - truth) ** 2), np.mean((predictions - mean) ** 2)

n, k = predictions.shape
bias2, variance = 0, 0
for j in range(k):
    column = predictions[:, j]
    bias2 += (column.mean() - truth[j]) ** 2 / k
    variance += np.sum((column - column.mean()) ** 2) / n / k
return bias2, variance

bias = np.average(predictions, axis=0) - truth
return [np.mean(bias * bias), np.var(predictions, axis=0).mean()]

error = np.mean((predictions - truth) ** 2)
bias2 = np.mean((np.mean(predictions, axis=0) - truth) ** 2)
return bias2, error - bias2
""",
    "k_fold_error": """
errors = []
for dev in np.array_split(np.arange(x.size), k):
    train = np.delete(np.arange(x.size), dev)
    line = np.polyfit(x[train], y[train], 1)
    errors.append(np.mean((np.polyval(line, x[dev]) - y[dev]) ** 2))
return np.mean(errors)

total = 0
for dev in np.array_split(np.arange(len(x)), k):
    train = np.array([i for i in range(len(x)) if i not in dev])
    w, b = np.polyfit(x[train], y[train], 1)
    total += np.mean((w * x[dev] + b - y[dev]) ** 2)
return total / k
""",
    "nearest_neighbours": """
labels = []
for j in range(X_new.shape[1]):
    distance = np.sum((X - X_new[:, j:j+1]) ** 2, axis=0)
    nearest = np.argsort(distance)[:k]
    labels.append(1 if np.sum(Y[0, nearest]) > k / 2 else 0)
return np.array(labels)

D = np.sqrt(np.sum((X[:, :, None] - X_new[:, None, :]) ** 2, axis=0))
order = np.argsort(D, axis=0)
votes = Y[0][order[:k]]
return np.round(votes.mean(axis=0))

D = np.linalg.norm(X[:, None, :] - X_new[:, :, None], axis=0)
nearest = np.argsort(D, axis=1)[:, :k]
return np.mean(Y[0, nearest], axis=1) >= 0.5
""",
    "choose_k": """
return (7, range(10)), (3, range(10))

return (9, list(range(20))), (3, list(range(20)))
""",
}

WRONG = {
    "bias_and_variance": """
mean = predictions.mean(axis=0)
return np.mean(mean - truth), np.mean((predictions - mean) ** 2)

mean = predictions.mean()
return np.mean((mean - truth) ** 2), np.mean((predictions - mean) ** 2)

return np.mean((predictions - truth) ** 2), np.var(predictions)

mean = predictions.mean(axis=0)
return np.mean((mean - truth) ** 2), np.mean((predictions - truth) ** 2)

mean = predictions.mean(axis=0)
return np.mean((mean - truth) ** 2), np.std(predictions, axis=0).mean()

mean = predictions.mean(axis=0)
return (mean - truth) ** 2, np.mean((predictions - mean) ** 2, axis=0)

mean = predictions.mean(axis=0)
return np.mean(mean - truth) ** 2, np.mean((predictions - mean) ** 2)

mean = predictions.mean(axis=0)
return np.sum((mean - truth) ** 2), np.mean(np.sum((predictions - mean) ** 2, axis=1))

mean = predictions.mean(axis=1)
return np.mean((mean - truth) ** 2), np.mean((predictions - mean) ** 2)

mean = predictions.mean(axis=0)
return np.mean((predictions - mean) ** 2), np.mean((mean - truth) ** 2)
""",
    "k_fold_error": """
errors = []
for dev in np.array_split(np.arange(x.size), k):
    train = np.delete(np.arange(x.size), dev)
    line = np.polyfit(x, y, 1)
    errors.append(np.mean((np.polyval(line, x[dev]) - y[dev]) ** 2))
return np.mean(errors)

errors = []
for dev in np.array_split(np.arange(x.size), k):
    train = np.delete(np.arange(x.size), dev)
    line = np.polyfit(x[train], y[train], 1)
    errors.append(np.mean((np.polyval(line, x) - y) ** 2))
return np.mean(errors)

errors = []
for dev in np.array_split(np.arange(x.size), k):
    train = np.delete(np.arange(x.size), dev)
    line = np.polyfit(x[train], y[train], 1)
    errors.append(np.mean((np.polyval(line, x[train]) - y[train]) ** 2))
return np.sum(errors)

errors = []
for dev in np.array_split(np.arange(x.size), k):
    train = np.delete(np.arange(x.size), dev)
    line = np.polyfit(x[train], y[train], 1)
    errors.append(np.sum((np.polyval(line, x[dev]) - y[dev]) ** 2))
return np.mean(errors)

errors = []
for dev in np.array_split(np.arange(x.size), k):
    train = np.delete(np.arange(x.size), dev)
    line = np.polyfit(x[train], y[train], 1)
    errors.append(np.mean((np.polyval(line, x[dev]) - y[train]) ** 2))
return np.mean(errors)
""",
    "nearest_neighbours": """
D = np.sum((X[:, :, None] - X_new[:, None, :]) ** 2, axis=0)
return Y[0, np.argmin(D, axis=0)]

D = np.sum((X[:, :, None] - X_new[:, None, :]) ** 2, axis=0)
nearest = np.argsort(D, axis=0)[:k]
return Y[0, nearest].mean(axis=0)

D = np.sum((X[:, :, None] - X_new[:, None, :]) ** 2, axis=0)
nearest = np.argsort(D, axis=0)[-k:]
return (Y[0, nearest].mean(axis=0) > 0.5).astype(int)

D = np.sum(X[:, :, None] - X_new[:, None, :], axis=0)
nearest = np.argsort(np.abs(D), axis=0)[:k]
return (Y[0, nearest].mean(axis=0) > 0.5).astype(int)

D = np.sum((X[:, :, None] - X_new[:, None, :]) ** 2, axis=0)
nearest = np.argsort(D, axis=1)[:k]
return (Y[0, nearest].mean(axis=0) > 0.5).astype(int)

D = np.sum((X[:, :, None] - X_new[:, None, :]) ** 2, axis=0)
nearest = np.argsort(D, axis=0)[k]
return Y[0, nearest]

D = np.sum((X[:, :, None] - X_new[:, None, :]) ** 2, axis=0)
nearest = np.argsort(D, axis=0)[:k]
return (Y[0, nearest].sum(axis=0) > 0).astype(int)
""",
    "choose_k": """
return (3, range(10)), (3, range(10))

return (99, range(10)), (3, range(10))

return (7, range(10)), (3, range(10, 20))

return (7, range(4)), (3, range(4))

return 7
""",
}
