"""Muon (Jordan et al. 2024): momentum whose singular values are all made equal before the step."""

import torch

# Newton-Schulz steps with the coefficients of Polar Express (Amsel et al. 2025, table for five steps).
STEPS = [(8.2872, -23.5959, 17.3004), (4.1071, -2.9478, 0.5448), (3.9487, -2.9089, 0.5518), (3.3184, -2.4885, 0.5100), (2.3007, -1.6689, 0.4188)]


class Muon(torch.optim.Optimizer):
    """For matrices only; the update has the size of AdamW's (Liu et al. 2025), so the rate means the same."""

    def __init__(self, parameters, lr, weight_decay):
        super().__init__(parameters, {"lr": lr, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            shapes = {}
            for parameter in group["params"]:
                momentum = self.state[parameter].setdefault("momentum", torch.zeros_like(parameter))
                momentum.lerp_(parameter.grad, 0.05)
                ahead = parameter.grad.lerp(momentum, 0.95)
                wide = ahead if ahead.shape[0] <= ahead.shape[1] else ahead.T
                shapes.setdefault(tuple(wide.shape), []).append((parameter, wide))
            for shape, members in shapes.items():
                size = 0.2 * max(shape) ** 0.5
                for (parameter, _), update in zip(members, orthogonal(torch.stack([it for _, it in members]))):
                    turned = update if tuple(parameter.shape) == shape else update.T
                    parameter.mul_(1 - group["lr"] * group["weight_decay"]).add_(turned, alpha=-group["lr"] * size)


def orthogonal(matrices):
    """The nearest orthogonal matrix of each, roughly: [n, rows, columns] with rows <= columns."""
    x = matrices.bfloat16()
    x = x / (1.02 * x.float().norm(dim=(1, 2), keepdim=True) + 1e-7).bfloat16()
    for a, b, c in STEPS:
        square = x @ x.transpose(1, 2)
        x = a * x + (b * square + c * square @ square) @ x
    return x.float()
