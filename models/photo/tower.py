"""EfficientNet-Lite0 (Tan and Le 2019, https://arxiv.org/abs/1905.11946, and its Lite form of 2020) with its batch norms folded."""

import numpy as np
import torch

# Times a stage's block is repeated, side of the depthwise filter, stride of the first, widening, channels that come out.
STAGES = [(1, 3, 1, 1, 16), (2, 3, 2, 6, 24), (2, 5, 2, 6, 40), (3, 3, 2, 6, 80), (3, 5, 1, 6, 112), (4, 5, 2, 6, 192), (1, 3, 1, 6, 320)]
EPS = 1e-3


def tensors(path):
    """Every layer's weight and bias by name, in f32; a convolution of side 1 is a matrix."""
    state = torch.load(path, map_location="cpu", weights_only=True)
    found = {}

    def fold(name, convolution, norm):
        norm = {key: state[f"{norm}.{key}"] for key in ("weight", "bias", "running_mean", "running_var")}
        factor = norm["weight"] / torch.sqrt(norm["running_var"] + EPS)
        weight = state[f"{convolution}.weight"] * factor[:, None, None, None]
        if weight.shape[2] == 1:
            weight = weight[:, :, 0, 0]
        elif weight.shape[1] == 1:
            weight = weight[:, 0]
        found[f"vision_model.{name}.weight"] = weight.numpy()
        found[f"vision_model.{name}.bias"] = (norm["bias"] - norm["running_mean"] * factor).numpy()

    fold("stem", "_conv_stem", "_bn0")
    n_blocks = sum(stage[0] for stage in STAGES)
    for at in range(n_blocks):
        block = f"_blocks.{at}"
        if f"{block}._expand_conv.weight" in state:
            fold(f"blocks.{at}.expand", f"{block}._expand_conv", f"{block}._bn0")
        fold(f"blocks.{at}.depthwise", f"{block}._depthwise_conv", f"{block}._bn1")
        fold(f"blocks.{at}.project", f"{block}._project_conv", f"{block}._bn2")
    fold("head", "_conv_head", "_bn1")
    found["classifier.weight"], found["classifier.bias"] = state["_fc.weight"].numpy(), state["_fc.bias"].numpy()
    return {name: np.ascontiguousarray(value, np.float32) for name, value in found.items()}
