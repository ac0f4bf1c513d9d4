"""Answers to the exercises of notebook 01 as students may give them, from the text alone.

A blank line ends an answer; each is the body of the exercise's function.
"""

RIGHT = {
    "descend": """
places = [start]
for i in range(steps):
    places.append(places[-1] - learning_rate * slope(places[-1]))
return np.array(places)

x = np.zeros(steps + 1)
x[0] = start
for i in range(1, steps + 1):
    x[i] = x[i - 1] - learning_rate * slope(x[i - 1])
return x

result = np.empty(steps + 1)
x = start
for i in range(steps):
    result[i] = x
    x -= learning_rate * slope(x)
result[steps] = x
return result

from itertools import accumulate
step = lambda x, _: x - slope(x) * learning_rate
return np.array(list(accumulate(range(steps), step, initial=start)))

x = start
walk = [x]
while len(walk) <= steps:
    x = x + -learning_rate * slope(x)
    walk += [x]
return np.array(walk)
""",
    "line_step": """
error = w * x + b - y
w = w - learning_rate * np.mean(error * x)
b = b - learning_rate * np.mean(error)
return w, b

error = w * x + b - y
dw, db = np.mean(error * x), np.mean(error)
return w - learning_rate * dw, b - learning_rate * db

error = w * x + b - y
b = b - learning_rate * np.mean(error)
w = w - learning_rate * np.mean(error * x)
return w, b

e = (w * x + b) - y
m = len(x)
return w - learning_rate / m * np.sum(e * x), b - learning_rate / m * np.sum(e)

error = w * x + b - y
w, b = w - learning_rate * (error @ x) / x.size, b - learning_rate * error.mean()
return w, b
""",
    "logistic_gradient": """
m = X.shape[1]
A = 1 / (1 + np.exp(-(W @ X + b)))
dZ = A - Y
return dZ @ X.T / m, np.sum(dZ, axis=1, keepdims=True) / m

Z = W @ X + b
A = np.exp(Z) / (1 + np.exp(Z))
return np.mean((A - Y) * X, axis=1, keepdims=True).T, np.mean(A - Y, keepdims=True)

Z = W @ X + b
error = (1 / (1 + np.exp(-Z)) - Y) / Y.size
return np.dot(error, X.T), np.array([[error.sum()]])

m = X.shape[1]
dW, db = np.zeros(W.shape), np.zeros((1, 1))
for i in range(m):
    z = (W @ X[:, i : i + 1] + b).item()
    e = 1 / (1 + np.exp(-z)) - Y[0, i]
    dW += e * X[:, i : i + 1].T / m
    db += e / m
return dW, db

A = 0.5 * (1 + np.tanh((W @ X + b) / 2))
return (A - Y) @ X.T / X.shape[1], (A - Y).mean(axis=1, keepdims=True)
""",
}

WRONG = {
    "descend": """
places = [start]
for i in range(steps):
    places.append(places[-1] + learning_rate * slope(places[-1]))
return np.array(places)

places = [start]
for i in range(steps):
    places.append(places[-1] - learning_rate * slope(start))
return np.array(places)

x = start
for i in range(steps):
    x = x - learning_rate * slope(x)
return x

places = []
x = start
for i in range(steps):
    x = x - learning_rate * slope(x)
    places.append(x)
return np.array(places)

places = []
x = start
for i in range(steps):
    places.append(x)
    x = x - learning_rate * slope(x)
return np.array(places)

places = [start]
for i in range(steps + 1):
    places.append(places[i] - learning_rate * slope(places[i]))
return np.array(places)

places = [start]
for i in range(steps):
    places.append(places[-1] - slope(places[-1]))
return np.array(places)

places = [start]
for i in range(steps):
    places.append(places[-1] - learning_rate)
return np.array(places)

places = [start]
for i in range(steps):
    places.append(places[-1] - learning_rate * slope)
return np.array(places)

places = [start]
for i in range(steps):
    places.append(places[-1] - learning_rate * places[-1])
return np.array(places)

places = [start]
for i in range(steps):
    places.append(start - learning_rate * slope(places[-1]))
return np.array(places)

places = [start]
for i in range(steps):
    places.append(places[-1] - learning_rate * slope(places[-1]))
    return np.array(places)

places = [start]
for i in range(steps):
    places.append(places[-1] - learning_rate * np.sign(slope(places[-1])))
return np.array(places)

places = [start]
for i in range(steps):
    places.append(places[0] - learning_rate * slope(places[0]))
return np.array(places)

places = [start]
for i in range(steps):
    places.append(learning_rate * slope(places[-1]))
return np.array(places)

places = np.array([start])
for i in range(steps):
    places[i] = places[i - 1] - learning_rate * slope(places[i - 1])
return places
""",
    "line_step": """
error = w * x + b - y
w = w - learning_rate * np.mean(error * x)
error = w * x + b - y
b = b - learning_rate * np.mean(error * x)
return w, b

error = w * x + b - y
b = b - learning_rate * np.mean(error)
error = w * x + b - y
w = w - learning_rate * np.mean(error * x)
return w, b

error = w * x + b - y
w = w - learning_rate * np.mean(error * x)
b = b - learning_rate * np.mean(error * x)
return w, b

error = y - w * x - b
w = w - learning_rate * np.mean(error * x)
b = b - learning_rate * np.mean(error)
return w, b

error = w * x + b - y
w = w - learning_rate * np.sum(error * x)
b = b - learning_rate * np.sum(error)
return w, b

error = w * x + b - y
w = w + learning_rate * np.mean(error * x)
b = b + learning_rate * np.mean(error)
return w, b

error = w * x + b - y
w = w - learning_rate * np.mean(error)
b = b - learning_rate * np.mean(error)
return w, b

error = w * x + b - y
w = w - learning_rate * np.mean(error * x)
return w, b

error = (w * x + b - y) ** 2
w = w - learning_rate * np.mean(error * x)
b = b - learning_rate * np.mean(error)
return w, b

error = w * x + b - y
w = w - 2 * learning_rate * np.mean(error * x)
b = b - 2 * learning_rate * np.mean(error)
return w, b
""",
    "logistic_gradient": """
Z = W @ X + b
error = (Z - Y) / Y.size
return error @ X.T, np.sum(error, axis=1, keepdims=True)

A = 1 / (1 + np.exp(-(W @ X + b)))
error = (Y - A) / Y.size
return error @ X.T, np.sum(error, axis=1, keepdims=True)

A = 1 / (1 + np.exp(-(W @ X + b)))
return (A - Y) @ X.T, np.sum(A - Y, axis=1, keepdims=True)

A = 1 / (1 + np.exp(-(W @ X + b)))
return (A - Y) @ X.T / Y.size, np.sum(A - Y, axis=1, keepdims=True)

A = 1 / (1 + np.exp(-(W @ X + b)))
error = (A - Y) * A * (1 - A) / Y.size
return error @ X.T, np.sum(error, axis=1, keepdims=True)

A = 1 / (1 + np.exp(W @ X + b))
error = (A - Y) / Y.size
return error @ X.T, np.sum(error, axis=1, keepdims=True)

A = 1 / (1 + np.exp(-(W @ X + b)))
error = (A - Y) / Y.size
return X @ error.T, np.sum(error, axis=1, keepdims=True)

A = 1 / (1 + np.exp(-(W @ X + b)))
error = (A - Y) / Y.size
return error @ X.T, np.sum(error)

A = 1 / (1 + np.exp(-(W @ X + b)))
error = (A - Y) / X.shape[0]
return error @ X.T, np.sum(error, axis=1, keepdims=True)

A = 1 / (1 + np.exp(-(W @ X)))
error = (A - Y) / Y.size
return error @ X.T, np.sum(error, axis=1, keepdims=True)

A = 1 / (1 + np.exp(-(W @ X + b)))
return np.mean((A - Y) @ X.T), np.mean(A - Y)

A = 1 / (1 + np.exp(-(W @ X + b)))
J = -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))
return J, A

A = 1 / (1 + np.exp(-(W @ X + b)))
error = (A - Y) / Y.size
return np.sum(error, axis=1, keepdims=True), error @ X.T
""",
}
