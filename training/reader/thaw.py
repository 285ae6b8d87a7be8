"""The shipped int8 graphs as runs that training can go on from: `python -m training.reader.thaw FOLDER`.

Writes `FOLDER/tagger` and `FOLDER/judge`. What quantization rounded off is lost: half a point at the most.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn

from training.reader.export import MODELS
from training.reader.network import Judge, Sizes, Tagger


def weights_of(graph: onnx.GraphProto) -> dict[str, np.ndarray]:
    """Every weight under the name that it has in the network.

    The exporter names a linear layer's matrix by a number; the bias that is added behind it tells whose it is.
    """
    held = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    readers: dict[str, list[onnx.NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            readers.setdefault(name, []).append(node)

    def bias_behind(name: str) -> str:
        waiting = list(readers[name])
        while waiting:
            node = waiting.pop(0)
            if node.op_type == "Add" and (found := [one for one in node.input if one in held]):
                return found[0]
            waiting += [reader for output in node.output for reader in readers.get(output, [])]
        raise ValueError(f"{name}: no bias behind it")

    found = {}
    for name, values in held.items():
        stem = name.removesuffix("_quantized")
        if stem == name:
            found[name] = values
            continue
        zero = held.get(f"{stem}_zero_point", np.zeros(1)).astype(np.float32)
        whole = (values.astype(np.float32) - zero) * held[f"{stem}_scale"]
        if stem.startswith("onnx::"):
            found[bias_behind(name).removesuffix("bias") + "weight"] = whole.T
        else:
            found[stem] = whole
    return found


def main() -> None:
    """Write both runs."""
    vocabulary = 0
    for kind, network in (("tagger", Tagger), ("judge", Judge)):
        weights = weights_of(onnx.load(MODELS / f"{kind}.onnx").graph)
        vocabulary = len(weights[f"{kind}.encoder.words.weight"])
        model: nn.Module = network(Sizes(vocabulary=vocabulary))
        state = model.state_dict()
        model.load_state_dict({name: torch.tensor(weights[f"{kind}.{name}"].copy()) for name in state})
        folder = Path(sys.argv[1]) / kind
        folder.mkdir(parents=True, exist_ok=True)
        torch.save(model.state_dict(), folder / f"{kind}.pt")
        (folder / "config.json").write_text(json.dumps({"vocabulary": vocabulary}))
        shutil.copy(MODELS / "tokenizer.json", folder / "tokenizer.json")


if __name__ == "__main__":
    main()
