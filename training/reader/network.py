"""One encoder, two readers: attributions (tags and pointers) and positions (pairs of mentions), trained together.

The encoder is MiniLM-L6 (22 M parameters; Wang et al., 2020) with a pruned vocabulary and an embedding for the shape
of each piece (case, inside quotation marks).
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from onrecord.reading.pieces import LENGTH, SHAPES
from training.reader.windows import TAGS

WIDTH, HEADS, LAYERS, INNER = 384, 12, 6, 1536
#: Distance buckets for pointers and pairs, in pieces.
REACH = 32


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """What the heads are built for."""

    vocabulary: int
    stances: int = 6
    phases: int = 3
    pair: int = 192
    pointer: int = 128


class Layer(nn.Module):
    """One transformer layer (post-norm, as BERT)."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner = nn.Linear(WIDTH, INNER)
        self.outer = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """x (B, L, WIDTH); mask (B, 1, 1, L) true where a piece may be attended to."""
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        seen = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        seen = self.out(seen.transpose(1, 2).reshape(batch, length, WIDTH))
        x = self.norm1(x + F.dropout(seen, 0.1, self.training))
        return self.norm2(x + F.dropout(self.outer(F.gelu(self.inner(x))), 0.1, self.training))


class Encoder(nn.Module):
    """Word pieces to states."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.places = nn.Embedding(LENGTH, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        nn.init.normal_(self.shapes.weight, std=0.01)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor | None) -> Tensor:
        """ids, shapes (B, L); returns (B, L, WIDTH)."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.words(ids) + self.places(places) + self.shapes(shapes))
        x = F.dropout(x, 0.1, self.training)
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def load(self, weights: dict[str, Tensor], kept: list[int]) -> None:
        """Take over the published weights; `kept` are the word pieces that stay, by their published ids."""
        self.words.weight.data = weights["embeddings.word_embeddings.weight"][kept].clone()
        # Token type 0 is the same for every piece, so that it can be added to the places once for all.
        first = weights["embeddings.token_type_embeddings.weight"][0]
        self.places.weight.data = weights["embeddings.position_embeddings.weight"][:LENGTH] + first
        _copy(self.norm, weights, "embeddings.LayerNorm")
        for number, layer in enumerate(self.layers):
            name = f"encoder.layer.{number}"
            parts = [f"{name}.attention.self.{part}" for part in ("query", "key", "value")]
            layer.qkv.weight.data = torch.cat([weights[f"{part}.weight"] for part in parts])
            layer.qkv.bias.data = torch.cat([weights[f"{part}.bias"] for part in parts])
            _copy(layer.out, weights, f"{name}.attention.output.dense")
            _copy(layer.norm1, weights, f"{name}.attention.output.LayerNorm")
            _copy(layer.inner, weights, f"{name}.intermediate.dense")
            _copy(layer.outer, weights, f"{name}.output.dense")
            _copy(layer.norm2, weights, f"{name}.output.LayerNorm")


def _copy(module: nn.Module, weights: dict[str, Tensor], name: str) -> None:
    module.load_state_dict({part: weights[f"{name}.{part}"] for part in ("weight", "bias")})


class Attributions(nn.Module):
    """Tags for each piece, and where each piece points (to its cue, or from a cue to its source)."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.tags = nn.Linear(WIDTH, len(TAGS))
        self.asks = nn.Linear(WIDTH, sizes.pointer)
        self.answers = nn.Linear(WIDTH, sizes.pointer)
        self.bias = nn.Embedding(2 * LENGTH - 1, 1)
        nn.init.zeros_(self.bias.weight)

    def forward(self, states: Tensor) -> tuple[Tensor, Tensor]:
        """states (B, L, WIDTH); tag logits (B, L, tags) and pointer logits (B, L, L), index 0 for none."""
        length = states.shape[1]
        scores = self.asks(states) @ self.answers(states).transpose(1, 2) / self.asks.out_features**0.5
        at = torch.arange(length, device=states.device)
        offsets = at[None, :] - at[:, None] + LENGTH - 1
        return self.tags(states), scores + self.bias(offsets)[..., 0]


class Positions(nn.Module):
    """Who stands where on whom: for every (holder, target) pair of a sentence's mentions, stance and phase.

    Each pair asks the sentence's pieces what links the two (attention with the pair as query), so that the cue, and
    what negates it, reach the decision; a sentence-wide guess at its stances is added to every pair.
    """

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        wide = sizes.pair
        self.holder = nn.Linear(2 * WIDTH, wide)
        self.target = nn.Linear(2 * WIDTH, wide)
        self.race = nn.Parameter(torch.zeros(2 * WIDTH))
        self.distance = nn.Embedding(2 * REACH + 2, wide)
        self.ask = nn.Linear(wide, wide)
        self.keys = nn.Linear(WIDTH, wide)
        self.values = nn.Linear(WIDTH, wide)
        self.mix = nn.Linear(3 * wide, wide)
        self.stance = nn.Linear(wide, sizes.stances + 1)
        self.stance.bias.data[0] = 5.0  # nearly every pair is none: start from there
        self.phase = nn.Linear(wide, sizes.phases)
        self.gate = nn.Linear(WIDTH, 1)
        self.whole = nn.Linear(WIDTH, sizes.stances)
        self.trust = nn.Parameter(torch.tensor(0.3))

    def forward(self, states: Tensor, within: Tensor, firsts: Tensor, lasts: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """states (B, L, WIDTH); within (B, L) true on the sentence's pieces; firsts, lasts (B, M) piece indices.

        Returns stance logits (B, M, M + 1, 1 + stances) with none first and target M for the whole race, phase
        logits (B, M, M + 1, phases), and the sentence's own stance logits (B, stances).
        """
        batch, many = firsts.shape
        rows = torch.arange(batch, device=states.device)[:, None]
        mentions = torch.cat([states[rows, firsts], states[rows, lasts]], dim=-1)
        targets = torch.cat([mentions, self.race.expand(batch, 1, -1)], dim=1)
        h, t = self.holder(mentions)[:, :, None], self.target(targets)[:, None]
        gaps = (firsts[:, None, :] - firsts[:, :, None]).clamp(-REACH, REACH) + REACH
        gaps = F.pad(gaps, (0, 1), value=2 * REACH + 1)
        pair = F.gelu(h + t + self.distance(gaps))
        query = self.ask(pair).flatten(1, 2)
        scores = query @ self.keys(states).transpose(1, 2) / self.ask.out_features**0.5
        scores = scores.masked_fill(~within[:, None], -1e4)
        cue = (scores.softmax(-1) @ self.values(states)).view(batch, many, many + 1, -1)
        mixed = F.dropout(F.gelu(self.mix(torch.cat([pair, h * t, cue], dim=-1))), 0.1, self.training)
        weights = self.gate(states)[..., 0].masked_fill(~within, -1e4).softmax(-1)
        whole = self.whole((weights[..., None] * states).sum(1))
        stance = self.stance(mixed)
        stance = torch.cat([stance[..., :1], stance[..., 1:] + self.trust * whole[:, None, None]], dim=-1)
        return stance, self.phase(mixed), whole


class Reader(nn.Module):
    """The encoder with both heads."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.sizes = sizes
        self.encoder = Encoder(sizes.vocabulary)
        self.attributions = Attributions(sizes)
        self.positions = Positions(sizes)
