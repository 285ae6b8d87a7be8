"""Export a checkpoint to int8 ONNX: `python -m training.reader.export RUN_DIR`.

Two graphs: `reader.onnx` (encoder, tags, links) runs over every window, `positions.onnx` judges pairs of mentions.
"""

from __future__ import annotations

import json
import shutil
import sys
import warnings
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.reader.network import Reader, Sizes

SOURCE = Path(__file__).resolve().parents[2] / "src" / "onrecord"


class _Reading(nn.Module):
    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: Tensor, shapes: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        states = self.reader.encoder(ids, shapes, None)
        return (states, *self.reader.attributions(states))


class _Judging(nn.Module):
    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.positions = reader.positions

    def forward(self, states: Tensor, within: Tensor, firsts: Tensor, lasts: Tensor) -> tuple[Tensor, Tensor]:
        stance, phase, _ = self.positions(states, within, firsts, lasts)
        return stance, phase


def load(folder: Path) -> Reader:
    """The reader of a training run."""
    sizes = Sizes(vocabulary=json.loads((folder / "config.json").read_text())["vocabulary"])
    reader = Reader(sizes)
    reader.load_state_dict(torch.load(folder / "reader.pt"))
    return reader.eval()


def _export(module: nn.Module, inputs: dict[str, Tensor], axes: dict[str, dict[int, str]], path: Path) -> None:
    whole = path.with_suffix(".float.onnx")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module,
            tuple(inputs.values()),
            str(whole),
            input_names=list(inputs),
            output_names=[name for name in axes if name not in inputs],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
    quantize_dynamic(
        whole, path, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul", "Gather"]
    )
    whole.unlink()


def main() -> None:
    """Write both graphs and the tokenizer into the package."""
    folder = Path(sys.argv[1])
    reader = load(folder)
    models = SOURCE / "reading" / "models"
    models.mkdir(exist_ok=True)
    ids = torch.ones(1, 20, dtype=torch.long)
    line = {0: "batch", 1: "length"}
    _export(
        _Reading(reader).eval(),
        {"ids": ids, "shapes": ids},
        {"ids": line, "shapes": line, "states": line, "tags": line, "links": {**line, 2: "length"}},
        models / "reader.onnx",
    )
    pairs = {0: "batch", 1: "mentions", 2: "targets"}
    _export(
        _Judging(reader).eval(),
        {
            "states": torch.randn(1, 20, 384),
            "within": torch.ones(1, 20, dtype=torch.bool),
            "firsts": torch.tensor([[1, 4, 6]]),
            "lasts": torch.tensor([[2, 4, 7]]),
        },
        {
            "states": line,
            "within": line,
            "firsts": {0: "batch", 1: "mentions"},
            "lasts": {0: "batch", 1: "mentions"},
            "stance": pairs,
            "phase": pairs,
        },
        models / "positions.onnx",
    )
    shutil.copy(folder / "tokenizer.json", models / "tokenizer.json")
    for path in sorted(models.iterdir()):
        print(f"{path.name} {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
