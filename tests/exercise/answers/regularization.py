"""Answers to the exercises of notebook 04 as students may give them, from the text alone.

A blank line ends an answer; each is the body of the exercise's function.
"""

RIGHT = {
    "l2_cost": """
return data_cost + lambd / 2 / m * sum((layer["W"] * layer["W"]).sum() for layer in parameters)

total = 0
for i in range(len(parameters)):
    W = parameters[i]["W"]
    total = total + np.trace(W @ W.T)
return data_cost + (lambd * total) / (m * 2)

weights = np.concatenate([np.ravel(layer["W"]) for layer in parameters])
return data_cost + 0.5 * lambd * np.dot(weights, weights) / m

J = float(data_cost)
for layer in parameters:
    for row in layer["W"]:
        for w in row:
            J += lambd * w**2 / (2 * m)
return J

return data_cost + lambd / (2 * m) * np.sum([np.square(p["W"]).sum() for p in parameters])

if lambd == 0:
    return data_cost
return data_cost + lambd / (2 * m) * sum(np.linalg.norm(p["W"], "fro") ** 2 for p in parameters)
""",
    "anchored_gradient": """
result = []
for i in range(len(gradients)):
    W = gradients[i]["W"] + (lambd / m) * (parameters[i]["W"] - anchors[i]["W"])
    result.append({"W": W, "b": gradients[i]["b"]})
return result

new = []
for g, p, a in zip(gradients, parameters, anchors):
    entry = dict(g)
    entry["W"] = g["W"] + lambd * (p["W"] - a["W"]) / m
    new.append(entry)
return new

import copy
new = copy.deepcopy(gradients)
for g, p, a in zip(new, parameters, anchors):
    g["W"] = g["W"] + lambd / m * (p["W"] - a["W"])
return new

return [
    dict(W=np.add(g["W"], (p["W"] - a["W"]) * (lambd / m)), b=g["b"].copy())
    for g, p, a in zip(gradients, parameters, anchors)
]

penalty = [lambd / m * (p["W"] - a["W"]) for p, a in zip(parameters, anchors)]
return tuple({"b": g["b"] + 0, "W": g["W"] + q} for g, q in zip(gradients, penalty))
""",
    "shrink_rows": """
length = np.linalg.norm(W, axis=1, keepdims=True)
safe = np.where(length == 0, 1, length)
return W * np.maximum(1 - amount / safe, 0)

rows = []
for w in W:
    n = np.sqrt((w**2).sum())
    rows.append(w * (n - amount) / n if n > amount else 0 * w)
return np.array(rows)

n = np.sqrt(np.einsum("ij,ij->i", W, W))[:, None]
return np.divide(np.maximum(n - amount, 0), n, out=np.zeros_like(n), where=n > 0) * W

new = W.astype(float)
for i in range(W.shape[0]):
    n = np.linalg.norm(W[i])
    new[i] = 0 if n <= amount else W[i] / n * (n - amount)
return new

length = np.sum(W**2, axis=1, keepdims=True) ** 0.5
return np.where(length > amount, W - amount * W / (length + (length == 0)), 0)
""",
    "l1_step": """
out = np.zeros(w.shape)
for i in np.ndindex(w.shape):
    v = w[i] - learning_rate * dw[i]
    out[i] = np.sign(v) * max(abs(v) - learning_rate * lambd / m, 0)
return out

w = w - learning_rate * dw
t = learning_rate * lambd / m
return np.where(w > t, w - t, np.where(w < -t, w + t, 0))

w_new = w - learning_rate * dw
t = lambd * learning_rate / m
small = np.abs(w_new) <= t
w_new = w_new - t * np.sign(w_new)
w_new[small] = 0
return w_new

w_new = np.array(w - learning_rate * dw, dtype=float)
for i in np.ndindex(w_new.shape):
    if abs(w_new[i]) <= learning_rate * lambd / m:
        w_new[i] = 0
    elif w_new[i] > 0:
        w_new[i] = w_new[i] - learning_rate * lambd / m
    else:
        w_new[i] = w_new[i] + learning_rate * lambd / m
return w_new

v = w - learning_rate * dw
t = learning_rate * lambd / m
return np.maximum(v - t, 0) - np.maximum(-v - t, 0)

v = w - learning_rate * dw
return np.sign(v) * np.clip(np.abs(v) - lambd / m * learning_rate, 0, None)
""",
    "early_stopping": """
best, best_epoch, wait = np.inf, 0, 0
for i, c in enumerate(dev_costs):
    if c < best:
        best, best_epoch, wait = c, i, 0
    else:
        wait += 1
        if wait == patience:
            return best_epoch, i
return best_epoch, i

for e in range(len(dev_costs)):
    best = int(np.argmin(dev_costs[: e + 1]))
    if e - best == patience:
        break
return np.array([best, e])

epoch = best = 0
while epoch < len(dev_costs) - 1 and epoch - best < patience:
    epoch += 1
    if dev_costs[epoch] < dev_costs[best]:
        best = epoch
return best, epoch

costs = list(dev_costs)
for stop in range(len(costs)):
    seen = costs[: stop + 1]
    best = seen.index(min(seen))
    if stop == best + patience:
        return [best, stop]
return [best, len(costs) - 1]

best = 0
for e in range(1, len(dev_costs)):
    if dev_costs[e] < dev_costs[best]:
        best = e
    if e - best >= patience:
        return (best, e)
return (best, len(dev_costs) - 1)

for stop in range(len(dev_costs)):
    best = dev_costs.index(min(dev_costs[: stop + 1]))
    if stop - best >= patience:
        break
return best, stop
""",
    "prune": """
k = round(fraction * W.size)
flat = W.flatten()
for i in np.argsort(np.abs(flat))[:k]:
    flat[i] = 0
return flat.reshape(W.shape)

k = int(round(W.size * fraction))
new = W.copy()
places = np.argpartition(np.abs(W).ravel(), max(k - 1, 0))[:k]
new[np.unravel_index(places, W.shape)] = 0
return new

n = int(np.rint(fraction * W.size))
mask = np.ones(W.size)
mask[np.argsort(abs(W.ravel()), kind="stable")[:n]] = 0
return W * mask.reshape(W.shape)

k = round(fraction * W.size)
order = np.argsort(-np.abs(W), axis=None)
out = np.zeros(W.size, dtype=W.dtype)
keep = order[: W.size - k]
out[keep] = W.ravel()[keep]
return out.reshape(W.shape)

k = round(fraction * W.size)
ranks = np.empty(W.size, dtype=int)
ranks[np.argsort(np.abs(W), axis=None)[::-1]] = np.arange(W.size)
return np.where((ranks < W.size - k).reshape(W.shape), W, 0)

k = int(fraction * W.size + 0.5)
new = np.array(W)
left = np.abs(W).astype(float)
for _ in range(k):
    i = np.unravel_index(np.argmin(left), W.shape)
    new[i], left[i] = 0, np.inf
return new
""",
}

WRONG = {
    "l2_cost": """
return data_cost + lambd / (2 * m) * sum(np.sum(p["W"] ** 3) for p in parameters)

return data_cost

return data_cost - lambd / (2 * m) * sum(np.sum(p["W"] ** 2) for p in parameters)

return data_cost * (1 + lambd / (2 * m) * sum(np.sum(p["W"] ** 2) for p in parameters))

return data_cost + lambd / (2 * m) * sum(np.mean(p["W"] ** 2) for p in parameters)

return data_cost + lambd / (4 * m) * sum(np.sum(p["W"] ** 2) for p in parameters)

return data_cost + lambd**2 / (2 * m) * sum(np.sum(p["W"] ** 2) for p in parameters)

return data_cost + lambd / (2 * m) * np.sqrt(sum(np.sum(p["W"] ** 2) for p in parameters))

return data_cost + lambd / (2 * m) * sum(np.sum(p["b"] ** 2) for p in parameters)

for p in parameters:
    data_cost = data_cost + lambd / (2 * m) * np.max(p["W"] ** 2)
return data_cost

total = 0
for p in parameters[1:-1]:
    total += np.sum(p["W"] ** 2)
return data_cost + lambd / (2 * m) * total

if lambd > 0:
    return data_cost + lambd / (2 * m) * sum(np.sum(p["W"] ** 2) for p in parameters)

total = 0
for p in parameters:
    total += p["W"] ** 2
return data_cost + lambd / (2 * m) * np.sum(total)

return data_cost + lambd / (2 * m) * sum(p["W"] ** 2 for p in parameters)

return data_cost + lambd / (2 + m) * sum(np.sum(p["W"] ** 2) for p in parameters)

return data_cost + lambd / (2 * m) * sum(np.dot(p["W"], p["W"]) for p in parameters)

return data_cost + lambd / (2 * m) * sum(np.sum(p["w"] ** 2) for p in parameters)

total = 0
for p in parameters:
    total += np.sum(p["W"] ** 2)
    return data_cost + lambd / (2 * m) * total

return lambd / (2 * m) * (data_cost + sum(np.sum(p["W"] ** 2) for p in parameters))

return data_cost + lambd / (2 * m) * sum(np.sum(p["W"] ^ 2) for p in parameters)

return data_cost + lambd / (2 * len(parameters)) * sum(np.sum(p["W"] ** 2) for p in parameters)

return round(data_cost + lambd / (2 * m) * sum(np.sum(p["W"] ** 2) for p in parameters), 3)

total = 0
for p in parameters:
    total += np.sum(p["W"].astype(int) ** 2)
return data_cost + lambd / (2 * m) * total

print(data_cost + lambd / (2 * m) * sum(np.sum(p["W"] ** 2) for p in parameters))

return data_cost + max(lambd, 0.01) / (2 * m) * sum(np.sum(p["W"] ** 2) for p in parameters)

return data_cost + lambd / (2 * m) * sum(np.sum(p["W"] * p["W"].T) for p in parameters)
""",
    "anchored_gradient": """
return gradients

all_of = zip(gradients, parameters, anchors)
return [{"W": g["W"] + lambd / m * (p["W"] - a["W"])} for g, p, a in all_of]

all_of = zip(gradients, parameters, anchors)
return [{"W": g["W"] + lambd / m * g["W"], "b": g["b"]} for g, p, a in all_of]

all_of = zip(gradients, parameters, anchors)
return [{"W": p["W"] + lambd / m * g["W"], "b": g["b"]} for g, p, a in all_of]

all_of = zip(gradients, parameters, anchors)
return [{"W": g["W"] + lambd / m * (p["W"] - a["W"]), "b": p["b"]} for g, p, a in all_of]

for g, p, a in zip(gradients, parameters, anchors):
    g["W"] = g["W"] + lambd / m * (p["W"] - a["W"])
return gradients

result = []
for g, p, a in zip(gradients, parameters, anchors):
    result = [{"W": g["W"] + lambd / m * (p["W"] - a["W"]), "b": g["b"]}]
return result

W = [g["W"] + lambd / m * (p["W"] - a["W"]) for g, p, a in zip(gradients, parameters, anchors)]
return {"W": W, "b": [g["b"] for g in gradients]}

if lambd == 0:
    return gradients
all_of = zip(gradients, parameters, anchors)
return [{"W": g["W"] + lambd / m * (p["W"] - a["W"]), "b": g["b"]} for g, p, a in all_of]

return [{"W": g["W"] + lambd / m, "b": g["b"]} for g, p, a in zip(gradients, parameters, anchors)]

all_of = zip(gradients, parameters, anchors)
return [{"W": g["W"] + lambd / m * (p["W"] - a["W"]) ** 2, "b": g["b"]} for g, p, a in all_of]

both = zip(gradients, parameters, anchors)
all_of = [(g, p["W"] - a["W"]) for g, p, a in both]
return [{"W": g["W"] + lambd / m * d, "b": np.zeros_like(g["b"])} for g, d in all_of]

all_of = zip(gradients, parameters, anchors)
return [{"W": g["W"] + lambd / m * (p["W"] - a["W"]).T, "b": g["b"]} for g, p, a in all_of]

all_of = zip(gradients, parameters, anchors)
return [{"W": lambd / m * (g["W"] + p["W"] - a["W"]), "b": g["b"]} for g, p, a in all_of]

all_of = zip(gradients, parameters, anchors)
return ({"W": g["W"] + lambd / m * (p["W"] - a["W"]), "b": g["b"]} for g, p, a in all_of)

both = zip(gradients[1:], parameters[1:], anchors[1:])
return [{"W": g["W"] + lambd / m * (p["W"] - a["W"]), "b": g["b"]} for g, p, a in both]

new = gradients.copy()
for g, p, a in zip(new, parameters, anchors):
    g["W"] += lambd / m * (p["W"] - a["W"])
return new

all_of = zip(gradients, parameters, anchors)
return [{"W": g["W"] * (1 - lambd / m), "b": g["b"]} for g, p, a in all_of][::-1]

all_of = zip(gradients, parameters, anchors)
return [(g["W"] + lambd / m * (p["W"] - a["W"]), g["b"]) for g, p, a in all_of]

all_of = zip(gradients, parameters, anchors)
return [{"dW": g["W"] + lambd / m * (p["W"] - a["W"]), "db": g["b"]} for g, p, a in all_of]

both = zip(gradients, parameters, anchors)
return [{"W": g["W"] + lambd / m * np.abs(p["W"] - a["W"]), "b": g["b"]} for g, p, a in both]

return list(map(lambda g: g["W"] + lambd / m, gradients))

new = []
for i, (g, p, a) in enumerate(zip(gradients, parameters, anchors)):
    new.append({"W": g["W"] + (lambd / m * (p["W"] - a["W"]) if i else 0), "b": g["b"]})
return new

return [{"W": g["W"] + lambd / m * p["W"], "b": g["b"]} for g, p in zip(gradients, parameters)]

both = zip(gradients, parameters, anchors)
return [{"W": g["W"] + lambd / m * (p["W"] - g["W"]), "b": g["b"]} for g, p, a in both]

both = zip(gradients, parameters, anchors)
return [{"W": g["W"] + lambd / m * p["W"] - a["W"], "b": g["b"]} for g, p, a in both]
""",
    "shrink_rows": """
out = np.zeros_like(W)
for i in range(len(W)):
    n = np.linalg.norm(W[i])
    if n > amount:
        out[i] = W[i] * (n - amount) / n
return out

n = np.linalg.norm(W, axis=1, keepdims=True)
return np.where(n > amount + 1e-3, W * (1 - amount / np.maximum(n, 1e-12)), 0)

return W

return W * (1 - amount / np.linalg.norm(W, axis=1, keepdims=True))

length = np.linalg.norm(W, axis=1)
return W * np.maximum(length - amount, 0) / length

length = np.linalg.norm(W, axis=1, keepdims=True)
return np.where(length > amount, W, 0)

return np.sign(W) * np.maximum(np.abs(W) - amount, 0)

length = np.linalg.norm(W, axis=0, keepdims=True)
return W * np.maximum(length - amount, 0) / np.where(length > 0, length, 1)

length = np.linalg.norm(W)
return W * max(length - amount, 0) / length

length = np.linalg.norm(W, axis=1, keepdims=True)
return np.maximum(length - amount, 0)

length = np.linalg.norm(W, axis=1, keepdims=True)
W *= np.maximum(length - amount, 0) / np.where(length > 0, length, 1)
return W

length = np.sum(W**2, axis=1, keepdims=True)
return W * np.maximum(length - amount, 0) / np.where(length > 0, length, 1)

length = np.abs(W).max(axis=1, keepdims=True)
return W * np.maximum(length - amount, 0) / np.where(length > 0, length, 1)

length = np.linalg.norm(W, axis=1, keepdims=True)
return W * np.maximum(length - amount, 0) / (length + 1e-3)

length = np.linalg.norm(W, axis=1, keepdims=True)
return W * (length - amount > 0) * (1 - amount)
""",
    "l1_step": """
stepped = w - learning_rate * dw
threshold = learning_rate * lambd / m
out = np.zeros_like(w)
for i in np.ndindex(w.shape):
    if abs(stepped[i]) > threshold:
        out[i] = stepped[i] - np.sign(stepped[i]) * threshold
return out

return w - learning_rate * dw

return w - learning_rate * dw - learning_rate * lambd / m

t = learning_rate * lambd / m
v = w - learning_rate * dw
return np.maximum(np.abs(v) - t, 0) * np.sign(dw)

v = w - learning_rate * dw
return np.sign(v) * max(np.abs(v) - learning_rate * lambd / m, 0)

t = learning_rate * lambd / m
v = w - learning_rate * dw
if abs(v) < t:
    return 0 * v
return v - t * np.sign(v)

v = w - learning_rate * dw
return np.sign(v) * np.maximum(np.abs(v) - learning_rate * lambd / m, 1e-10)

v = w - learning_rate * dw
out = np.sign(v) * np.maximum(np.abs(v) - learning_rate * lambd / m, 0)
return np.where(out == 0, 1e-10, out)

v = w - learning_rate * (dw + lambd / m * np.sign(w))
return np.where(np.sign(v) != np.sign(w), 0, v)

v = w - learning_rate * dw
t = learning_rate * lambd / m
return np.sign(v) * np.minimum(np.abs(v) - t, 0)

v = w - learning_rate * dw
t = learning_rate * lambd / m
return np.sign(v) * np.maximum(np.abs(w) - t, 0)

v = w - learning_rate * dw
t = learning_rate * lambd / m
return np.sign(v) * np.maximum(np.abs(v - t), 0)

v = w - dw
t = learning_rate * lambd / m
return np.sign(v) * np.maximum(np.abs(v) - t, 0)

v = w - learning_rate * dw / m
t = learning_rate * lambd / m
return np.sign(v) * np.maximum(np.abs(v) - t, 0)

v = w - learning_rate * dw
t = learning_rate * lambd / m
return np.sign(v) * np.maximum(np.abs(v) + t, 0)

v = w - learning_rate * dw
t = learning_rate * lambd / m
return v / np.abs(v) * np.maximum(np.abs(v) - t, 0)

v = w - learning_rate * dw
t = learning_rate * lambd * m
return np.sign(v) * np.maximum(np.abs(v) - t, 0)

w -= learning_rate * dw
return np.sign(w) * np.maximum(np.abs(w) - learning_rate * lambd / m, 0)

v = w - learning_rate * dw
t = learning_rate * lambd / m
return np.where(v > t, v - t, 0)

v = w - learning_rate * dw
t = learning_rate * lambd / m
return np.where(np.abs(v) > t, v - t, 0)

v = w - learning_rate * dw
t = 2 * learning_rate * lambd / m
return np.sign(v) * np.maximum(np.abs(v) - t, 0)

v = w - learning_rate * dw
return np.round(np.sign(v) * np.maximum(np.abs(v) - learning_rate * lambd / m, 0), 2)

v = w - learning_rate * (dw + lambd / m * np.sign(w))
return np.where(np.abs(v) < learning_rate * lambd / m, 0, v)
""",
    "early_stopping": """
best = 0
for i, c in enumerate(dev_costs):
    if c < dev_costs[best] - 1e-3:
        best = i
    elif i - best == patience:
        return best, i
return best, len(dev_costs) - 1

best = 0
for i, c in enumerate(dev_costs):
    if c < 0.99 * dev_costs[best]:
        best = i
    elif i - best == patience:
        return best, i
return best, len(dev_costs) - 1

best = 0
for i, c in enumerate(dev_costs):
    if c < dev_costs[best] and not np.isclose(c, dev_costs[best]):
        best = i
    elif i - best == patience:
        return best, i
return best, len(dev_costs) - 1

best, low, wait = None, 10, 0
for i, c in enumerate(dev_costs):
    if c < low:
        low, best, wait = c, i, 0
    else:
        wait += 1
    if wait == patience:
        return best, i
return best, i

best, low, wait = 0, 100, 0
for i, c in enumerate(dev_costs):
    if c < low:
        low, best, wait = c, i, 0
    else:
        wait += 1
    if wait == patience:
        return best, i
return best, i

return int(np.argmin(dev_costs)), int(np.argmin(dev_costs)) + patience

return min(dev_costs), patience

best = 0
for e in range(len(dev_costs)):
    if dev_costs[e] < dev_costs[best]:
        best = e
    elif e - best >= patience:
        return best, e
return best, e + 1

best, wait = 0, 0
for e in range(1, len(dev_costs)):
    if dev_costs[e] < dev_costs[best]:
        best, wait = e, 0
    else:
        wait += 1
        if wait == patience:
            return best, e

best, wait = 0, 0
for e in range(1, len(dev_costs)):
    if dev_costs[e] < dev_costs[best]:
        best, wait = e, 0
    else:
        wait += 1
        if wait == patience:
            break
return best, e

best, lowest = 0, 0
for e, c in enumerate(dev_costs):
    if c < lowest:
        best, lowest = e, c
    if e - best >= patience:
        return best, e
return best, len(dev_costs) - 1

best, lowest = 0, 1
for e, c in enumerate(dev_costs):
    if c < lowest:
        best, lowest = e, c
    if e - best >= patience:
        return best, e
return best, len(dev_costs) - 1

best = 0
for e in range(len(dev_costs)):
    if dev_costs[e] > dev_costs[best]:
        best = e
    if e - best >= patience:
        return best, e
return best, len(dev_costs) - 1

best = 0
for e in range(len(dev_costs) - 1):
    if dev_costs[e] < dev_costs[best]:
        best = e
    if e - best >= patience:
        return best, e
return best, len(dev_costs) - 1

best = 0
for e in range(len(dev_costs)):
    if dev_costs[e] < dev_costs[best]:
        best = e
    if e >= patience:
        return best, e
return best, len(dev_costs) - 1

best = 0
e = 0
while e - best < patience:
    e += 1
    if dev_costs[e] < dev_costs[best]:
        best = e
return best, e

best = 0
e = 0
while e - best < patience:
    if dev_costs[e] < dev_costs[best]:
        best = e
return best, e

best = 0
for e in range(len(dev_costs)):
    if dev_costs[e] < dev_costs[best]:
        best = e
    if e - best >= patience:
        return best
return best

best = 0
for e in range(min(len(dev_costs), 10)):
    if dev_costs[e] < dev_costs[best]:
        best = e
    if e - best >= patience:
        return best, e
return best, e

for e in range(1, len(dev_costs)):
    if dev_costs[e] > dev_costs[e - 1]:
        return e - 1, e - 1 + patience
return len(dev_costs) - 1, len(dev_costs) - 1

best = 0
for e in range(len(dev_costs)):
    if dev_costs[e] < dev_costs[best]:
        best = e
    if e - best == patience - 1:
        return best, e
return best, len(dev_costs) - 1

best = 0
for e in range(len(dev_costs)):
    if dev_costs[e] < dev_costs[best]:
        best = e
    if e - best >= patience:
        return best + 1, e
return best + 1, len(dev_costs) - 1

for e in range(patience, len(dev_costs)):
    if all(dev_costs[e] > c for c in dev_costs[e - patience : e]):
        return e - patience, e
return int(np.argmin(dev_costs)), len(dev_costs) - 1

best = 0
for e in range(len(dev_costs)):
    if dev_costs[e] < dev_costs[best] - 0.15:
        best = e
    if e - best >= patience:
        return best, e
return best, len(dev_costs) - 1

best = 0
for e in dev_costs:
    if dev_costs[e] < dev_costs[best]:
        best = e
return best, e

def search(e, best):
    if e == len(dev_costs):
        return best, e - 1
    best = e if dev_costs[e] < dev_costs[best] else best
    return (best, e) if e - best >= patience else search(e + 2, best)
return search(0, 0)
""",
    "prune": """
return W

t = np.quantile(np.abs(W), fraction)
return np.where(np.abs(W) < t, 0, W)

t = np.percentile(np.abs(W), 100 * fraction)
return W * (np.abs(W) > t)

t = np.sort(np.abs(W).ravel())[int(fraction * W.size) - 1]
return np.where(np.abs(W) <= t, 0, W)

W[np.abs(W) < fraction] = 0
return W

flat = W.ravel()
flat[np.argsort(np.abs(flat))[: round(fraction * W.size)]] = 0
return flat.reshape(W.shape)

flat = W.flatten()
flat[np.argsort(np.abs(flat))[: int(fraction * W.size)]] = 0
return flat.reshape(W.shape)

flat = W.flatten()
flat[np.argsort(np.abs(flat))[: round(fraction * W.size)]] = 0
return flat

flat = W.flatten()
flat[np.argsort(np.abs(flat))[: round(fraction * W.size)]] = 1e-12
return flat.reshape(W.shape)

flat = W.flatten()
flat[np.argsort(flat**2)[: round(fraction * len(W))]] = 0
return flat.reshape(W.shape)

flat = W.flatten()
flat[np.argsort(np.abs(flat))[round(fraction * W.size) :]] = 0
return flat.reshape(W.shape)

flat = W.flatten()
flat[np.argsort(np.abs(flat))[-round(fraction * W.size) :]] = 0
return flat.reshape(W.shape)

flat = np.sort(W.flatten())
flat[: round(fraction * W.size)] = 0
return flat.reshape(W.shape)

flat = W.flatten()
order = np.argsort(np.abs(flat))[: round(fraction * W.size)]
return np.delete(flat, order)

flat = np.round(W.flatten(), 1)
flat[np.argsort(np.abs(flat))[: round(fraction * W.size)]] = 0
return flat.reshape(W.shape)

k = round(fraction * W.size)
t = np.sort(np.abs(W), axis=None)[k]
return np.where(np.abs(W) >= t, W, 0)

if fraction == 0:
    return W
flat = W.flatten()
flat[np.argsort(np.abs(flat))[: round(fraction * W.size)]] = 0
return flat.reshape(W.shape)

new = W.copy()
rng = np.random.default_rng()
new.ravel()[rng.permutation(W.size)[: round(fraction * W.size)]] = 0
return new

new = W.copy()
new.ravel()[: round(fraction * W.size)] = 0
return new

flat = W.flatten()
order = np.argsort(np.abs(flat))
for i in range(round(fraction * W.size) + 1):
    flat[order[i]] = 0
return flat.reshape(W.shape)

k = round(fraction * W.size)
nonzero = np.flatnonzero(W)
out = W.flatten()
out[nonzero[np.argsort(np.abs(out[nonzero]))[:k]]] = 0
return out.reshape(W.shape)

t = np.mean(np.abs(W)) * fraction * 2
return np.where(np.abs(W) < t, 0, W)

if np.abs(W) < fraction:
    return 0
return W

flat = W.flatten()
flat[np.argsort(np.abs(flat))[: int(np.ceil(fraction * W.size))]] = 0
return flat.reshape(W.shape)
""",
}
