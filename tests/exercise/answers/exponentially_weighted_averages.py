"""Answers to the exercises of notebook 08 as students may give them, from the text alone.

A blank line ends an answer; each is the body of the exercise's function.
"""

RIGHT = {
    "ewa": """
v = [0.0]
for value in x:
    v.append(beta * v[-1] + (1 - beta) * value)
return np.array(v[1:])

result, v = [], 0
for t in range(len(x)):
    v += (1 - beta) * (x[t] - v)
    result.append(v)
return np.array(result)

v = np.empty(len(x))
v[0] = (1 - beta) * x[0]
for t in range(1, len(x)):
    v[t] = beta * v[t - 1] + (1 - beta) * x[t]
return v

from itertools import accumulate
return np.array(list(accumulate([0.0, *x], lambda v, value: beta * v + (1 - beta) * value)))[1:]

weights = (1 - beta) * beta ** np.arange(len(x))
return np.convolve(x, weights)[: len(x)]

v = np.zeros(len(x))
for t in range(len(x)):
    v[t] = beta * v[t - 1] + (1 - beta) * x[t]
return v

v = np.zeros(np.shape(x))
last = 0
for t, value in enumerate(x):
    last = v[t] = beta * last + (1.0 - beta) * value
return v
""",
    "corrected_average": """
v, averages = 0.0, []
for t in range(1, len(x) + 1):
    v = beta * v + (1 - beta) * x[t - 1]
    averages.append(v / (1 - beta**t))
return np.array(averages)

v, averages = 0 * x[0], []
for t in range(1, len(x) + 1):
    v = beta * v + (1 - beta) * x[t - 1]
    averages.append(v / (1 - beta**t))
return np.array(averages)

v, total, out = 0.0, 0.0, np.zeros(len(x))
for t, value in enumerate(x):
    v = beta * v + (1 - beta) * value
    total = beta * total + (1 - beta)
    out[t] = v / total
return out

out = []
for t in range(1, len(x) + 1):
    out.append(np.average(x[:t], weights=beta ** np.arange(t - 1, -1, -1)))
return np.array(out)
""",
    "delay_and_noise": """
late = sum(k * w for k, w in enumerate(weights))
noise = sum(w**2 for w in weights) ** 0.5
return late, noise

k = np.arange(weights.size)
return k @ weights, np.linalg.norm(weights)

return np.dot(range(len(weights)), weights), np.sqrt(np.dot(weights, weights))

k = np.arange(len(weights))
delay = np.average(k, weights=weights)
return delay, np.sqrt(np.sum(np.square(weights)))
""",
    "averaged_descent": """
v = 0
for i in days:
    error = theta @ X[:, i] - y[i]
    theta = theta - learning_rate * X[:, i] @ error / len(i)
    v = beta * v + (1 - beta) * theta
return v / (1 - beta ** len(days))

v, t = np.zeros_like(theta), 0
for batch in days:
    t += 1
    theta = theta - learning_rate * np.mean((theta @ X[:, batch] - y[batch]) * X[:, batch], axis=1)
    v = beta * v + (1 - beta) * theta
return v / (1 - beta**t)

path = []
for i in days:
    theta = theta - learning_rate * (X[:, i] @ (X[:, i].T @ theta - y[i])) / i.size
    path.append(theta)
w = beta ** np.arange(len(path))[::-1]
return w @ np.array(path) / w.sum()
""",
}

WRONG = {
    "ewa": """
v = np.zeros_like(x)
last = 0.0
for t in range(len(x)):
    last = beta * last + (1 - beta) * x[t]
    v[t] = last
return v

v = 0
for value in x:
    v = beta * v + (1 - beta) * value
return v

v = 0
for value in x:
    v = beta * v + (1 - beta) * value
    return v

v = np.zeros(len(x))
for t in range(len(x) - 1):
    v[t + 1] = beta * v[t] + (1 - beta) * x[t]
return v

v = np.ones(len(x))
for t in range(len(x)):
    v[t] = beta * v[t - 1] + (1 - beta) * x[t]
return v

return beta * x + (1 - beta) * x

v = np.zeros(len(x))
v[0] = x[0]
for t in range(1, len(x)):
    v[t] = beta * v[t - 1] + (1 - beta) * x[t]
return v

v = np.zeros(len(x))
v[0] = beta * x[0]
for t in range(1, len(x)):
    v[t] = beta * v[t - 1] + (1 - beta) * x[t]
return v

v, out = 0, []
for value in x:
    v = beta * v + (1 - beta) * value
    out.append(round(v, 2))
return np.array(out)

v, out = 0, []
for value in x[:10]:
    v = beta * v + (1 - beta) * value
    out.append(v)
return np.array(out)

t = np.arange(1, len(x) + 1)
return beta**t * np.cumsum((1 - beta) * x / beta**t)

def go(t):
    return 0 if t == 0 else beta * go(t - 1) + (1 - beta) * x[t - 1]
return np.array([go(t) for t in range(1, len(x) + 1)])

v, out = 0, []
for value in x:
    v = beta * v + (1 - beta) * value
    out.append(v)
return np.array(out[::-1])

v, out = 0, []
for value in x[::-1]:
    v = beta * v + (1 - beta) * value
    out.append(v)
return np.array(out)

v, out = 0, []
for value in x:
    v = beta * v + 1 - beta * value
    out.append(v)
return np.array(out)

v, out = 0, []
for value in x:
    v = beta * (v + (1 - beta) * value)
    out.append(v)
return np.array(out)

v, out = 0, []
for value in x:
    v = v + (1 - beta) * value
    out.append(v)
return np.array(out)

v, out = 0, []
for value in x:
    v = beta * v - (1 - beta) * value
    out.append(v)
return np.array(out)

out = [0]
for value in x:
    out.append(beta * out[-1] + (1 - beta) * value)
return np.array(out)

out = [0]
for value in x:
    out.append(beta * out[-1] + (1 - beta) * value)
return np.array(out[:-1])

v = x
for t in range(1, len(x)):
    v[t] = beta * v[t - 1] + (1 - beta) * x[t]
return v

v, out = 0, []
for value in x:
    v = beta * v + (1 - beta) * value
    out.append([v])
return np.array(out)

v, out = 0, []
for value in x:
    v = beta * v + (1 - beta) * value
    out.append(v / (1 - beta))
return np.array(out)

v, out = x.mean(), []
for value in x:
    v = beta * v + (1 - beta) * value
    out.append(v)
return np.array(out)

t = 0
v = np.zeros(len(x))
while t < len(x):
    v[t] = beta * v[t] + (1 - beta) * x[t]
return v

v, out = 0, []
for value in x:
    v = beta * v + (1 - beta) * abs(value)
    out.append(v)
return np.array(out)
""",
    "corrected_average": """
v, averages = x[0], []
for t in range(1, len(x) + 1):
    v = beta * v + (1 - beta) * x[t - 1]
    averages.append(v)
return np.array(averages)

v, averages = x[0], []
for t in range(1, len(x) + 1):
    v = beta * v + (1 - beta) * x[t - 1]
    averages.append(v / (1 - beta ** (t + 1)))
return np.array(averages)

v, averages = x[0], []
for t in range(1, len(x) + 1):
    v = beta * v + (1 - beta) * x[t - 1]
    averages.append(v / (1 - beta ** (t - 1)))
return np.array(averages)

v, averages = x[0], []
for t in range(2, len(x) + 1):
    v = beta * v + (1 - beta) * x[t - 1]
    averages.append(v / (1 - beta**t))
return np.array(averages)

v, averages = x[0], [x[0]]
for t in range(2, len(x) + 1):
    v = beta * v + (1 - beta) * x[t - 1]
    averages.append(v / (1 - beta**t))
return np.array(averages)

v, averages = x[0], []
for t in range(1, len(x) + 1):
    v = (1 - beta) * v + beta * x[t - 1]
    averages.append(v / (1 - beta**t))
return np.array(averages)

v, averages = 0.0, []
for t in range(1, len(x) + 1):
    v = beta * v + (1 - beta) * x[t - 1]
    averages.append(v)
return np.array(averages)

v, averages = x[-1], []
for t in range(1, len(x) + 1):
    v = beta * v + (1 - beta) * x[t - 1]
    averages.append(v / (1 - beta**t))
return np.array(averages)

v, averages = 1.0, []
for t in range(1, len(x) + 1):
    v = beta * v + (1 - beta) * x[t - 1]
    averages.append(v / (1 - beta**t))
return np.array(averages)

v, averages = 0.0, []
for t in range(1, len(x) + 1):
    v = (beta * v + (1 - beta) * x[t - 1]) / (1 - beta**t)
    averages.append(v)
return np.array(averages)

v, averages = x[0], []
for t in range(1, len(x) + 1):
    v = beta * v + (1 - beta) * x[t - 1]
    averages.append(v * (1 - beta**t))
return np.array(averages)

v, averages = x[0], []
for t in range(1, len(x) + 1):
    v = beta * v + (1 - beta) * x[t - 1]
    averages.append(v / (1 - beta) ** t)
return np.array(averages)

v, averages = x[0], []
for t in range(1, len(x) + 1):
    v = beta * v + (1 - beta) * x[t - 1]
    averages.append(v - beta**t)
return np.array(averages)

v, averages = 0.0, []
for t in range(1, len(x) + 1):
    v = beta * v + (1 - beta) * x[t - 1]
    averages.append(v / (1 - beta**t))
return averages
""",
    "delay_and_noise": """
k = np.arange(len(weights))
return np.sum(k * weights), np.sum(weights**2)

k = np.arange(1, len(weights) + 1)
return np.sum(k * weights), np.sqrt(np.sum(weights**2))

k = np.arange(len(weights))
return np.sum(k * weights), np.sum(weights) ** 2

k = np.arange(len(weights))
return np.mean(k * weights), np.sqrt(np.sum(weights**2))

k = np.arange(len(weights))
return np.mean(k), np.sqrt(np.sum(weights**2))

k = np.arange(len(weights))
return np.sum(k * weights), np.std(weights)

k = np.arange(len(weights))
return np.sum(k * weights)

k = np.arange(len(weights))
return np.sqrt(np.sum(weights**2)), np.sum(k * weights)

beta = 1 - weights[0]
return beta / (1 - beta), np.sqrt((1 - beta) / (1 + beta))

n = len(weights)
return (n - 1) / 2, 1 / np.sqrt(n)

k = np.arange(len(weights))
return np.sum(k * weights), np.sqrt(np.mean(weights**2))

k = np.arange(len(weights))[::-1]
return np.sum(k * weights), np.sqrt(np.sum(weights**2))

k = np.arange(len(weights))
return k * weights, np.sqrt(weights**2)

k = np.arange(len(weights))
return [np.sum(k * weights), np.sum(np.abs(weights))]

k = np.arange(len(weights))
return np.sum(k * weights**2), np.sqrt(np.sum(weights**2))

k = np.arange(len(weights))
return round(np.sum(k * weights)), np.sqrt(np.sum(weights**2))

k = np.arange(len(weights))
delay = np.sum(k * weights)
return delay, np.sqrt(np.sum(weights * (k - delay) ** 2))
""",
    "averaged_descent": """
v = np.zeros(len(theta))
for i in days:
    dtheta = X[:, i] @ (theta @ X[:, i] - y[i]) / len(i)
    theta = theta - learning_rate * dtheta
    v = beta * v + (1 - beta) * theta
return v

v = np.zeros(len(theta))
for i in days:
    dtheta = X[:, i] @ (theta @ X[:, i] - y[i]) / len(i)
    v = beta * v + (1 - beta) * dtheta
    theta = theta - learning_rate * v
return theta

v = np.zeros(len(theta))
for i in days:
    dtheta = X[:, i] @ (theta @ X[:, i] - y[i]) / len(i)
    v = beta * v + (1 - beta) * dtheta
    theta = theta - learning_rate * v
return v / (1 - beta ** len(days))

v = np.zeros(len(theta))
for i in days:
    dtheta = X[:, i] @ (theta @ X[:, i] - y[i]) / len(i)
    theta -= learning_rate * dtheta
    v = beta * v + (1 - beta) * theta
return v / (1 - beta ** len(days))

v = np.zeros(len(theta))
for i in days:
    dtheta = X[:, i] @ (theta @ X[:, i] - y[i]) / len(y)
    theta = theta - learning_rate * dtheta
    v = beta * v + (1 - beta) * theta
return v / (1 - beta ** len(days))

v = np.zeros(len(theta))
for i in days:
    dtheta = X[:, i] @ (theta @ X[:, i] - y[i])
    theta = theta - learning_rate * dtheta
    v = beta * v + (1 - beta) * theta
return v / (1 - beta ** len(days))

v = np.zeros(len(theta))
for i in days:
    dtheta = X[:, i] @ (theta @ X[:, i] - y[i]) / len(i)
    v = beta * v + (1 - beta) * theta
    theta = theta - learning_rate * dtheta
return v / (1 - beta ** len(days))

v = theta
for i in days:
    dtheta = X[:, i] @ (theta @ X[:, i] - y[i]) / len(i)
    theta = theta - learning_rate * dtheta
    v = beta * v + (1 - beta) * theta
return v / (1 - beta ** len(days))

v = np.zeros(len(theta))
for i in days:
    dtheta = X[:, i] @ (theta @ X[:, i] - y[i]) / len(i)
    theta = theta - learning_rate * dtheta
    v = beta * v + (1 - beta) * theta
return v / (1 - beta)

v = np.zeros(len(theta))
for t, i in enumerate(days):
    dtheta = X[:, i] @ (theta @ X[:, i] - y[i]) / len(i)
    theta = theta - learning_rate * dtheta
    v = beta * v + (1 - beta) * theta
return v / (1 - beta**t)

v = np.zeros(len(theta))
for i in days:
    dtheta = X @ (theta @ X - y) / len(y)
    theta = theta - learning_rate * dtheta
    v = beta * v + (1 - beta) * theta
return v / (1 - beta ** len(days))

v = np.zeros(len(theta))
for i in days:
    dtheta = X[:, i] @ (theta @ X[:, i] - y[i]) / len(i)
    theta = theta + learning_rate * dtheta
    v = beta * v + (1 - beta) * theta
return v / (1 - beta ** len(days))

for i in days:
    dtheta = X[:, i] @ (theta @ X[:, i] - y[i]) / len(i)
    theta = theta - learning_rate * dtheta
return theta

v = np.zeros(len(theta))
for i in days:
    dtheta = X[:, i] @ (theta @ X[:, i] - y[i]) / len(i)
    theta = theta - learning_rate * dtheta
    v = beta * v + (1 - beta) * theta
    theta = v
return v / (1 - beta ** len(days))

v = np.zeros(len(theta))
for i in days:
    dtheta = X[:, i] * (theta @ X[:, i] - y[i]) / len(i)
    theta = theta - learning_rate * dtheta
    v = beta * v + (1 - beta) * theta
return v / (1 - beta ** len(days))
""",
}
