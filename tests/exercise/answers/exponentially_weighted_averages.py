"""Answers to the exercises of notebook 08 as students may give them, from the text alone.

A blank line ends an answer; each is the body of the exercise's function.
"""

RIGHT = {
    "ewa": """
v = [0.0]
for x in theta:
    v.append(beta * v[-1] + (1 - beta) * x)
return np.array(v[1:])

result, v = [], 0
for t in range(len(theta)):
    v += (1 - beta) * (theta[t] - v)
    result.append(v)
return np.array(result)

v = np.empty(len(theta))
v[0] = (1 - beta) * theta[0]
for t in range(1, len(theta)):
    v[t] = beta * v[t - 1] + (1 - beta) * theta[t]
return v

from itertools import accumulate
return np.array(list(accumulate([0.0, *theta], lambda v, x: beta * v + (1 - beta) * x)))[1:]

weights = (1 - beta) * beta ** np.arange(len(theta))
return np.convolve(theta, weights)[: len(theta)]

v = np.zeros(len(theta))
for t in range(len(theta)):
    v[t] = beta * v[t - 1] + (1 - beta) * theta[t]
return v

v = np.zeros(np.shape(theta))
last = 0
for t, x in enumerate(theta):
    last = v[t] = beta * last + (1.0 - beta) * x
return v
""",
    "weights": """
return np.array([(1 - beta) * beta**k for k in range(t)])

w = np.full(t, 1 - beta)
w[1:] *= np.cumprod(np.full(t - 1, beta))
return w

w = [1 - beta]
while len(w) < t:
    w.append(beta * w[-1])
return np.array(w)

return (1 - beta) * np.power(beta, np.arange(t))

unit = np.zeros(t)
unit[0] = 1
result, v = [], 0.0
for x in unit:
    v = beta * v + (1 - beta) * x
    result.append(v)
return np.array(result)

return np.array([(1 - beta) * beta ** (t - 1 - k) for k in range(t)])[::-1]
""",
    "bias_corrected": """
return np.array([x / (1 - beta ** (i + 1)) for i, x in enumerate(v)])

return v / (1 - beta ** np.arange(1, len(v) + 1))

out = np.zeros(len(v))
power = 1.0
for i in range(len(v)):
    power *= beta
    out[i] = v[i] / (1 - power)
return out

out = np.zeros_like(v)
for t in range(len(v)):
    out[t] = v[t] / (1 - beta ** (t + 1))
return out

t = 1 + np.arange(v.size)
return np.divide(v, 1.0 - np.power(beta, t))

weights = np.cumsum((1 - beta) * beta ** np.arange(len(v)))
return v / weights
""",
}

WRONG = {
    "ewa": """
v = np.zeros_like(theta)
last = 0.0
for t in range(len(theta)):
    last = beta * last + (1 - beta) * theta[t]
    v[t] = last
return v

v = 0
for x in theta:
    v = beta * v + (1 - beta) * x
return v

v = 0
for x in theta:
    v = beta * v + (1 - beta) * x
    return v

v = np.zeros(len(theta))
for t in range(len(theta) - 1):
    v[t + 1] = beta * v[t] + (1 - beta) * theta[t]
return v

v = np.ones(len(theta))
for t in range(len(theta)):
    v[t] = beta * v[t - 1] + (1 - beta) * theta[t]
return v

return beta * theta + (1 - beta) * theta

v = np.zeros(len(theta))
v[0] = theta[0]
for t in range(1, len(theta)):
    v[t] = beta * v[t - 1] + (1 - beta) * theta[t]
return v

v = np.zeros(len(theta))
v[0] = beta * theta[0]
for t in range(1, len(theta)):
    v[t] = beta * v[t - 1] + (1 - beta) * theta[t]
return v

v, out = 0, []
for x in theta:
    v = beta * v + (1 - beta) * x
    out.append(round(v, 2))
return np.array(out)

v, out = 0, []
for x in theta[:10]:
    v = beta * v + (1 - beta) * x
    out.append(v)
return np.array(out)

t = np.arange(1, len(theta) + 1)
return beta**t * np.cumsum((1 - beta) * theta / beta**t)

def go(t):
    return 0 if t == 0 else beta * go(t - 1) + (1 - beta) * theta[t - 1]
return np.array([go(t) for t in range(1, len(theta) + 1)])

v, out = 0, []
for x in theta:
    v = beta * v + (1 - beta) * x
    out.append(v)
return np.array(out[::-1])

v, out = 0, []
for x in theta[::-1]:
    v = beta * v + (1 - beta) * x
    out.append(v)
return np.array(out)

v, out = 0, []
for x in theta:
    v = beta * v + 1 - beta * x
    out.append(v)
return np.array(out)

v, out = 0, []
for x in theta:
    v = beta * (v + (1 - beta) * x)
    out.append(v)
return np.array(out)

v, out = 0, []
for x in theta:
    v = v + (1 - beta) * x
    out.append(v)
return np.array(out)

v, out = 0, []
for x in theta:
    v = beta * v - (1 - beta) * x
    out.append(v)
return np.array(out)

out = [0]
for x in theta:
    out.append(beta * out[-1] + (1 - beta) * x)
return np.array(out)

out = [0]
for x in theta:
    out.append(beta * out[-1] + (1 - beta) * x)
return np.array(out[:-1])

v = theta
for t in range(1, len(theta)):
    v[t] = beta * v[t - 1] + (1 - beta) * theta[t]
return v

v, out = 0, []
for x in theta:
    v = beta * v + (1 - beta) * x
    out.append([v])
return np.array(out)

v, out = 0, []
for x in theta:
    v = beta * v + (1 - beta) * x
    out.append(v / (1 - beta))
return np.array(out)

v, out = theta.mean(), []
for x in theta:
    v = beta * v + (1 - beta) * x
    out.append(v)
return np.array(out)

t = 0
v = np.zeros(len(theta))
while t < len(theta):
    v[t] = beta * v[t] + (1 - beta) * theta[t]
return v

v, out = 0, []
for x in theta:
    v = beta * v + (1 - beta) * abs(x)
    out.append(v)
return np.array(out)
""",
    "weights": """
return (1 - beta) * beta ** np.arange(1, t + 1)

return (1 - beta) * beta ** np.arange(t - 1)

return (1 - beta) * beta ** np.arange(t)[::-1]

return beta ** np.arange(t)

return beta * (1 - beta) ** np.arange(t)

return (1 - beta) ** np.arange(t)

return (1 - beta) * beta ** np.linspace(0, t, t)

return (1 - beta) * beta ** np.arange(t) / (1 - beta**t)

return (1 - beta) * beta**t

return (1 - beta) * np.exp(-np.arange(t))

return (1 - beta) * np.exp(-(1 - beta) * np.arange(t))

return np.array([(1 - beta) * beta**k for k in range(10)])

return (1 - beta) - beta ** np.arange(t)

return 1 - beta * beta ** np.arange(t)

return np.cumsum((1 - beta) * beta ** np.arange(t))

return ((1 - beta) * beta ** np.arange(t)).reshape(-1, 1)

return ((1 - beta) * beta ** np.arange(t)).tolist()

return ((1 - beta) * beta**k for k in range(t))

w = np.zeros(t)
w[0] = 1 - beta
for k in range(1, t - 1):
    w[k] = beta * w[k - 1]
return w

w = np.ones(t)
for k in range(1, t):
    w[k] = beta * w[k - 1]
return w

return np.round((1 - beta) * beta ** np.arange(t), 3)

return (1 + beta) * beta ** np.arange(t)

return (beta - 1) * beta ** np.arange(t)

return (1 - beta) * beta ** (2 * np.arange(t))

return sum((1 - beta) * beta**k for k in range(t))

return (1 - beta) * (beta * np.ones(t))
""",
    "bias_corrected": """
return v / (1 - beta)

return v / (1 - beta ** len(v))

return v / (1 - beta ** np.arange(len(v)))

return v * (1 - beta ** np.arange(1, len(v) + 1))

return v / (1 - beta * np.arange(1, len(v) + 1))

return v / (1 - beta) ** np.arange(1, len(v) + 1)

return v / 1 - beta ** np.arange(1, len(v) + 1)

return v / (1 + beta ** np.arange(1, len(v) + 1))

return v / beta ** np.arange(1, len(v) + 1)

return v - beta ** np.arange(1, len(v) + 1)

t = np.arange(1, len(v) + 1)
return v / np.sqrt(1 - beta**t)

t = np.arange(1, len(v) + 1)
return np.where(t < 10, v / (1 - beta**t), v)

for t in range(len(v)):
    v[t] = v[t] / (1 - beta ** (t + 1))
return v

t = np.arange(len(v), 0, -1)
return v / (1 - beta**t)

t = np.arange(2, len(v) + 2)
return v / (1 - beta**t)

t = np.arange(1, len(v) + 1)
return (v / (1 - beta**t))[-1]

t = np.arange(1, len(v) + 1)
return np.round(v / (1 - beta**t), 2)

t = np.arange(1, len(v) + 1)
return v / (1 - beta ** (t / 2))

t = np.arange(1, len(v) + 1)
return v / (1 - beta ** (2 * t))

t = np.arange(1, len(v) + 1)
return (1 - beta) * v / (1 - beta**t)

t = np.arange(1, len(v) + 1)
return v / (1 - beta**t) / (1 - beta)

t = np.arange(1, len(v) + 1)
return np.abs(v / (1 - beta**t))

out = []
for t in range(1, len(v)):
    out.append(v[t] / (1 - beta**t))
return np.array(out)

return v / (1 - np.cumsum(beta ** np.arange(1, len(v) + 1)))
""",
}
