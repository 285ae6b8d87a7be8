"""How both networks are fitted: AdamW with a warm-up, clipped gradients, weights averaged along the run, checkpoints."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

#: Learning rate of what is not pretrained.
HEAD_RATE = 1e-3


def arithmetic() -> torch.autocast:
    """bfloat16 where the processor has it: elsewhere it is many times slower than 32 bits."""
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=torch.cpu._is_avx512_bf16_supported())


class Fitting:
    """One run of `total` steps. `fresh` says by its name whether a weight is not pretrained and learns fast.

    `average` holds the weights averaged along the run with `memory`; `done` counts the steps.
    """

    def __init__(self, model: nn.Module, total: int, rate: float, fresh: Callable[[str], bool], memory: float) -> None:
        warm = total // 12
        self._model, self.total, self.done, self._began = model, total, 0, time.time()
        self._optimizer = torch.optim.AdamW(parameter_groups(model, rate, fresh), betas=(0.9, 0.98))
        self._schedule = torch.optim.lr_scheduler.LambdaLR(
            self._optimizer, lambda step: min((step + 1) / warm, max(0.02, (total - step) / (total - warm)))
        )
        self._averaged = torch.optim.swa_utils.AveragedModel(
            model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(memory)
        )

    @property
    def average(self) -> Any:
        """The network with the averaged weights."""
        return self._averaged.module

    @property
    def seconds(self) -> float:
        """Time since the run began."""
        return time.time() - self._began

    def step(self, loss: Tensor) -> float:
        """Learn from one batch's loss, and give it back as a number."""
        self._optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._model.parameters(), 1.0)
        self._optimizer.step()
        self._schedule.step()
        self._averaged.update_parameters(self._model)
        self.done += 1
        return loss.item()

    def save(self, weights: Path, vocabulary: int, options: argparse.Namespace) -> None:
        """Write the averaged weights, and beside them what they were made with."""
        torch.save(self.average.state_dict(), weights)
        config = {"vocabulary": vocabulary, **vars(options)}
        weights.with_name("config.json").write_text(json.dumps(config, default=str))


def parameter_groups(model: nn.Module, rate: float, fresh: Callable[[str], bool]) -> list[dict[str, Any]]:
    """What is pretrained learns slowly, the new parts fast; no weight decay on biases and norms."""
    groups: dict[tuple[float, float], list[Any]] = {}
    for name, weight in model.named_parameters():
        decay = 0.01 if weight.ndim > 1 else 0.0
        groups.setdefault((HEAD_RATE if fresh(name) else rate, decay), []).append(weight)
    return [{"params": weights, "lr": lr, "weight_decay": decay} for (lr, decay), weights in groups.items()]
