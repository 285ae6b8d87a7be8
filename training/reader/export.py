"""Export checkpoints to int8 ONNX: `python -m training.reader.export RUN_DIR ...`.

Two graphs: `tagger.onnx` runs over every window of an article, `judge.onnx` over the sentences worth a look.
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

from training.reader.network import Judge, Sizes, Tagger

MODELS = Path(__file__).resolve().parents[2] / "src" / "onrecord" / "reading" / "models"


class _Tagging(nn.Module):
    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, ids: Tensor, shapes: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        states = self.tagger.encoder(ids, shapes, None)
        return (*self.tagger.attributions(states), self.tagger.glance(states)[..., 0])


class _Judging(nn.Module):
    def __init__(self, judge: Judge) -> None:
        super().__init__()
        self.judge = judge

    def forward(
        self, ids: Tensor, shapes: Tensor, within: Tensor, holders: Tensor, targets: Tensor
    ) -> tuple[Tensor, Tensor]:
        stance, phase = self.judge(ids, shapes, within, torch.ones_like(within), holders, targets)
        return stance, phase


def _sizes(folder: Path) -> Sizes:
    return Sizes(vocabulary=json.loads((folder / "config.json").read_text())["vocabulary"])


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
    # Unsigned weights: products with signed ones saturate on processors without VNNI, which then give other answers.
    quantize_dynamic(
        whole,
        path,
        weight_type=QuantType.QUInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gather"],
    )
    whole.unlink()


def export_tagger(folder: Path) -> None:
    """Write the tagger of a run, and its tokenizer, into the package."""
    tagger = Tagger(_sizes(folder))
    tagger.load_state_dict(torch.load(folder / "tagger.pt"))
    line = {0: "batch", 1: "length"}
    ids = torch.ones(1, 20, dtype=torch.long)
    _export(
        _Tagging(tagger).eval(),
        {"ids": ids, "shapes": ids},
        {"ids": line, "shapes": line, "tags": line, "links": {**line, 2: "length"}, "glance": line},
        MODELS / "tagger.onnx",
    )
    shutil.copy(folder / "tokenizer.json", MODELS / "tokenizer.json")


def export_judge(folder: Path) -> None:
    """Write the judge of a run into the package; it shares the tagger's tokenizer."""
    judge = Judge(_sizes(folder))
    judge.load_state_dict(torch.load(folder / "judge.pt"))
    line, pairs = {0: "batch", 1: "length"}, {0: "batch", 1: "pairs"}
    ids, places = torch.ones(1, 20, dtype=torch.long), torch.tensor([[[1, 2], [4, 4], [6, 7]]])
    _export(
        _Judging(judge).eval(),
        {"ids": ids, "shapes": ids, "within": ids > 0, "holders": places, "targets": places},
        {
            **{"ids": line, "shapes": line, "within": line, "holders": pairs, "targets": pairs},
            **{"stance": pairs, "phase": pairs},
        },
        MODELS / "judge.onnx",
    )


def main() -> None:
    """Write what the run directories hold."""
    MODELS.mkdir(exist_ok=True)
    for folder in map(Path, sys.argv[1:]):
        if (folder / "tagger.pt").exists():
            export_tagger(folder)
        if (folder / "judge.pt").exists():
            export_judge(folder)
    for path in sorted(MODELS.iterdir()):
        print(f"{path.name} {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
