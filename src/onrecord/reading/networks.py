"""The shipped networks: their graphs (ONNX), and the tokenizer through which both read."""

from __future__ import annotations

import functools
from importlib.resources import as_file, files

import onnxruntime
from tokenizers import Tokenizer

_MODELS = files("onrecord.reading") / "models"


def load_network(name: str, threads: int = 1) -> onnxruntime.InferenceSession:
    """The graph of a shipped model (`judge.onnx`), ready to run on so many threads."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    with as_file(_MODELS / name) as graph:
        return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])


@functools.cache
def load_tokenizer() -> Tokenizer:
    """The shipped tokenizer, loaded once a process."""
    with as_file(_MODELS / "tokenizer.json") as vocabulary:
        return Tokenizer.from_file(str(vocabulary))
