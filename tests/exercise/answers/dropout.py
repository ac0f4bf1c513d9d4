"""Answers to the exercises of notebook 05 as students may give them, from the text alone.

A blank line ends an answer; each is the body of the exercise's function.
"""

RIGHT = {
    "dropout_forward": """
if not train:
    return A, np.ones(A.shape, dtype=bool)
out = np.zeros_like(A)
D = rng.random(A.shape) < keep_prob
out[D] = A[D] / keep_prob
return out, D

D = rng.random(A.shape) < keep_prob if train else np.ones(A.shape, dtype=bool)
return (A * D / keep_prob if train else A), D

if train:
    D = rng.random(A.shape) < keep_prob
    return np.where(D, A / keep_prob, 0), D
return A, np.full(A.shape, True)

if train is False:
    return A.copy(), np.ones_like(A, dtype=bool)
D = np.less(rng.random(A.shape), keep_prob)
out = A.copy().astype(float)
out[~D] = 0
return out / keep_prob, D

D = np.ones(A.shape) > 0
if train:
    D = (rng.random(A.shape) < keep_prob).astype(bool)
    A = A * D
    A = A / keep_prob
return A, D

if not train:
    return A, np.ones(A.shape)
D = (rng.random(A.shape) < keep_prob).astype(int)
return np.multiply(A, D) * (1 / keep_prob), D
""",
    "dropout_backward": """
out = np.zeros_like(dA)
out[D] = dA[D] / keep_prob
return out

return np.where(D, dA / keep_prob, 0)

return dA * D / keep_prob

dA = dA * (1 / keep_prob)
return np.multiply(dA, D)

result = np.zeros(dA.shape)
result[D] = dA[D] / keep_prob
return result

result = np.array(dA, dtype=float)
result[np.logical_not(D)] = 0.0
result /= keep_prob
return result
""",
    "z_at_test_time": """
return keep_prob * (W @ A) + b

return np.dot(W * keep_prob, A) + b

z = W @ A
z = z * keep_prob
return z + b

Z = np.zeros((W.shape[0], A.shape[1]))
for i in range(W.shape[0]):
    for j in range(A.shape[1]):
        Z[i, j] = keep_prob * np.sum(W[i] * A[:, j]) + b[i, 0]
return Z

return np.einsum("ij,jk->ik", W, A * keep_prob) + b
""",
    "max_norm": """
new = np.zeros(W.shape)
for i, row in enumerate(W):
    length = np.linalg.norm(row)
    new[i] = row * c / length if length > c else row
return new

new = np.array(W, dtype=float)
for i in range(len(new)):
    length = np.linalg.norm(new[i])
    if length > c:
        new[i] = new[i] / length * c
return new

length = np.sqrt((W * W).sum(axis=1)).reshape(-1, 1)
return W * np.minimum(1, c / np.maximum(length, 1e-12))

length = np.linalg.norm(W, axis=1, keepdims=True)
return np.where(length > c, c * W / np.where(length == 0, 1, length), W)

return np.array([w * c / np.linalg.norm(w) if np.linalg.norm(w) > c else w for w in W])

length = np.linalg.norm(W, axis=1, keepdims=True)
return W * np.minimum(1, c / length)

length = np.linalg.norm(W, axis=1)[:, None]
return W * np.divide(c, length, out=np.ones(length.shape), where=length > c)
""",
}

WRONG = {
    "dropout_forward": """
D = rng.random(A.shape) < keep_prob
return A * D / keep_prob, D

D = rng.random(A.shape) < keep_prob
if train:
    return A * D / keep_prob, D
return A, np.ones(A.shape, dtype=bool)

if train:
    D = rng.random(A.shape) < keep_prob
    A = A * D / keep_prob
return A, A != 0

if train:
    D = rng.random(A.shape) < keep_prob
    return A * D / keep_prob, D

if train:
    D = rng.random(A.shape) < keep_prob
    A *= D
    A /= keep_prob
    return A, D
return A, np.ones(A.shape, dtype=bool)

if not train:
    return A, np.ones(A.shape, dtype=bool)
D = np.random.rand(*A.shape) < keep_prob
return A * D / keep_prob, D

if not train:
    return A, np.ones(A.shape, dtype=bool)
D = rng.random(A.shape) < keep_prob
return A * D / keep_prob, ~D

if not train:
    return A, np.ones(A.shape, dtype=bool)
D = rng.random(A.shape) < keep_prob
return A * D / np.sqrt(keep_prob), D

if not train:
    return A, np.ones(A.shape, dtype=bool)
D = rng.random(A.shape) < keep_prob
return A * D / keep_prob**2, D

if not train:
    return A, np.ones(A.shape, dtype=bool)
D = rng.random(A.T.shape).T < keep_prob
return A * D / keep_prob, D

if not train:
    return A, np.ones(A.shape, dtype=bool)
D = rng.random(A.shape)
return A * D / keep_prob, D

if not train:
    return A, np.ones(A.shape, dtype=bool)
D = rng.random(A.shape) < 0.5
return A * D / keep_prob, D

if not train:
    return A, np.ones(A.shape, dtype=bool)
D = rng.choice([0, 1], size=A.shape, p=[1 - keep_prob, keep_prob])
return A * D / keep_prob, D

if not train:
    return A, np.ones(A.shape, dtype=bool)
D = rng.random(A.shape) < keep_prob
A = np.where(D, A, A / keep_prob)
return A, D

if not train:
    return A, np.ones(A.shape, dtype=bool)
D = rng.random(A.shape) < keep_prob
return A * D / keep_prob, A * D

if not train:
    return A, True
D = rng.random(A.shape) < keep_prob
return A * D / keep_prob, D

if not train:
    return A * keep_prob, np.ones(A.shape, dtype=bool)
D = rng.random(A.shape) < keep_prob
return A * D, D

if train:
    return A, np.ones(A.shape, dtype=bool)
D = rng.random(A.shape) < keep_prob
return A * D / keep_prob, D

if not train:
    return A, np.ones(A.shape, dtype=bool)
D = rng.uniform(-1, 1, A.shape) < keep_prob
return A * D / keep_prob, D

if not train:
    return A, np.ones(A.shape, dtype=bool)
D = rng.random() < keep_prob
return A * D / keep_prob, D

if not train:
    return A, np.ones(A.shape, dtype=bool)
D = rng.random(A.size) < keep_prob
return A * D / keep_prob, D

if not train:
    return A, np.ones(A.shape, dtype=bool)
D = rng.random(A.shape) < keep_prob
return A - D / keep_prob, D

if not train:
    return A, np.ones(A.shape, dtype=bool)
D = rng.random(A.shape) < keep_prob
return A + D / keep_prob, D
""",
    "dropout_backward": """
return dA * D / keep_prob + 1e-3

return dA * D * (1 - keep_prob)

return dA * (D / keep_prob - 1)

return -dA * D / keep_prob

return dA / D / keep_prob

D = rng.random(dA.shape) < keep_prob
return dA * D / keep_prob

return np.dot(dA, D) / keep_prob

return np.dot(dA, D.T) / keep_prob

return dA * D / keep_prob * D.size / D.sum()

dA *= D
dA = dA / keep_prob
return dA

return D

if D:
    return dA / keep_prob
return 0

return dA * keep_prob

return dA * D - keep_prob

return dA * D / (keep_prob + 1)

return (dA * D / keep_prob).T

return dA - D / keep_prob

return np.sum(dA * D / keep_prob)

return dA * (1 - D) / keep_prob

return dA * D / (2 * keep_prob)

dA[D == 0] = 0
return dA / keep_prob

return np.abs(dA) * D / keep_prob

return dA * D // keep_prob
""",
    "z_at_test_time": """
return W @ A

return W @ A * keep_prob + b / keep_prob

return keep_prob**2 * (W @ A) + b

return W.T @ A * keep_prob + b

return A @ W * keep_prob + b

return keep_prob * (W @ A) - b

return keep_prob + W @ A + b

return (W + keep_prob) @ A + b

return W @ (A - keep_prob) + b

rng = np.random.default_rng(0)
return W @ (A * (rng.random(A.shape) < keep_prob)) + b

return W @ (A * (A < keep_prob)) + b

return 1 / (1 + np.exp(-(keep_prob * (W @ A) + b)))

return np.tanh(keep_prob * (W @ A) + b)

return keep_prob * (W @ A) + b.T

return keep_prob * (W @ A) + np.sum(b)

return keep_prob * (W @ A) + b[0]

return (keep_prob * (W @ A) + b).mean(axis=1, keepdims=True)

return (keep_prob * (W @ A) + b) / A.shape[1]

W *= keep_prob
return W @ A + b

return keep_prob * np.sum(W * A) + b

return keep_prob * (W @ np.abs(A)) + b

return round(keep_prob * (W @ A) + b, 2)

return np.round(keep_prob * (W @ A) + b, 2)

return keep_prob * (W @ A + b) + b
""",
    "max_norm": """
new = np.zeros_like(W)
for i, row in enumerate(W):
    length = np.linalg.norm(row)
    new[i] = row * c / length if length > c else row
return new

n = np.linalg.norm(W, axis=1, keepdims=True)
return np.where(n >= c + 0.01, W * c / np.maximum(n, 1e-12), W)

return W

return np.minimum(W, c)

return W * c

length = np.linalg.norm(W, axis=1, keepdims=True)
return np.minimum(1, c / length * np.ones(W.shape)) * np.maximum(W, -c)

length = np.linalg.norm(W, axis=1)
return W * np.minimum(1, c / length)

length = np.linalg.norm(W, axis=1, keepdims=True)
if length > c:
    return W * c / length
return W

for i in range(len(W)):
    length = np.linalg.norm(W[i])
    if length > c:
        W[i] = W[i] * c / length
return W

length = np.linalg.norm(W, axis=1, keepdims=True)
if (length <= c).all():
    return W
return W * c / np.maximum(length, c)

new = W.copy().astype(float)
length = np.linalg.norm(W, axis=1)
new[length > c] = c
return new

new = W.copy().astype(float)
for i in range(len(W)):
    if np.linalg.norm(W[i]) > c:
        new[i] = W[i] - c
return new

new = W.copy().astype(float)
for i in range(len(W)):
    if np.linalg.norm(W[i]) > c:
        new[i] = W[i] / c
return new

new = W.copy().astype(float)
for i in range(len(W)):
    if np.sum(W[i]) > c:
        new[i] = c * W[i] / np.sum(W[i])
return new

length = np.linalg.norm(W, axis=1, keepdims=True)
return W * np.maximum(1, c / length)

length = np.sum(W**2, axis=1, keepdims=True)
return W * c / np.maximum(length, c)

length = np.sqrt(np.mean(W**2, axis=1, keepdims=True))
return W * c / np.maximum(length, c)

length = np.sqrt(np.sum(W**2, axis=0))
return W * c / np.maximum(length, c)

length = np.linalg.norm(W, axis=1, keepdims=True)
return np.array([w for w, l in zip(W, length) if l <= c])

length = np.linalg.norm(W, axis=1, keepdims=True)
return W * (length <= c)

length = np.linalg.norm(W, axis=1, keepdims=True)
return np.round(W * c / np.maximum(length, c), 2)

return W / np.linalg.norm(W) * c

new = W.copy().astype(float)
for i in range(W.shape[1]):
    if np.linalg.norm(W[i]) > c:
        new[i] = W[i] * c / np.linalg.norm(W[i])
return new

length = np.linalg.norm(W, axis=1, keepdims=True)
return np.abs(W) * c / np.maximum(length, c)

new = W.copy().astype(float)
while (np.linalg.norm(new, axis=1) > c).any():
    new = new * 0.9
return new
""",
}
