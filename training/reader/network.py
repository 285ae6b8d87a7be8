"""The two networks: the tagger (attributions, and a glance for positions) and the judge (pairs of mentions).

Both have an encoder of their own: MiniLM-L6 (22 M parameters; Wang et al., 2020) with a pruned vocabulary and an
embedding for the shape of each piece (case, inside quotation marks).
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from onrecord.reading.pieces import LENGTH, SHAPES
from training.reader.windows import TAGS

WIDTH, HEADS, LAYERS, INNER = 384, 12, 6, 1536


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

    def forward(self, x: Tensor, mask: Tensor | None, first: int | None = None) -> Tensor:
        """x (B, L, WIDTH); mask (B or 1, 1, L or 1, L), true or 0 where a piece may be attended to.

        With `first` only the states of the pieces from there on are made: (B, L - first, WIDTH), and a mask has L rows.
        """
        batch, length, _ = x.shape
        if first is None:
            q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        else:
            weight, bias = self.qkv.weight, self.qkv.bias
            k, v = (
                F.linear(x, weight[WIDTH:], bias[WIDTH:])
                .view(batch, length, 2, HEADS, WIDTH // HEADS)
                .permute(2, 0, 3, 1, 4)
            )
            x, mask = x[:, first:], None if mask is None else mask[:, :, first:]
            q = F.linear(x, weight[:WIDTH], bias[:WIDTH]).view(batch, -1, HEADS, WIDTH // HEADS).transpose(1, 2)
        seen = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        seen = self.out(seen.transpose(1, 2).reshape(batch, -1, WIDTH))
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


class Judge(nn.Module):
    """Who stands where on whom, each pair of mentions read through its own two shadows.

    A pair adds two pieces behind the text, shadows of its holder and its target at the same places, which see the
    text and each other and are seen by nothing else: so every layer reads the text with the pair in mind, and all
    pairs of a sentence take one pass ("levitated markers": Ye et al., "Packed Levitated Marker for Entity and
    Relation Extraction", ACL 2022).
    """

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.encoder = Encoder(sizes.vocabulary)
        self.roles = nn.Embedding(3, WIDTH)  # holder, target, the whole race as target
        self.inside = nn.Embedding(2, WIDTH)  # context, the judged sentence
        for embedding in (self.roles, self.inside):
            nn.init.normal_(embedding.weight, std=0.02)
        self.mix = nn.Linear(3 * WIDTH, sizes.pair)
        self.stance = nn.Linear(sizes.pair, sizes.stances + 1)
        self.stance.bias.data[0] = 3.0  # nearly every pair is none: start from there
        self.phase = nn.Linear(sizes.pair, sizes.phases)

    def forward(
        self, ids: Tensor, shapes: Tensor, within: Tensor, known: Tensor, holders: Tensor, targets: Tensor
    ) -> tuple[Tensor, Tensor]:
        """ids, shapes, within, known (B, L): pieces, which are the sentence's, which are no padding.

        holders, targets (B, P, 2): first and last piece of both mentions; targets at piece 0 are the whole race.
        Returns stance logits (B, P, 1 + stances), none first, and phase logits (B, P, phases).
        """
        encoder = self.encoder
        batch, length = ids.shape
        pairs = holders.shape[1]
        words = encoder.words(ids)
        at = torch.arange(length, device=ids.device)
        text = words + encoder.places(at) + encoder.shapes(shapes) + self.inside(within.long())
        rows = torch.arange(batch, device=ids.device)[:, None]
        shadows = []
        for places, role in (
            (holders, torch.zeros_like(holders[..., 0])),
            (targets, 1 + (targets[..., 0] == 0).long()),
        ):
            first, last = places[..., 0], places[..., 1]
            mean = (words[rows, first] + words[rows, last]) / 2
            shadows.append(mean + encoder.places(last) + encoder.shapes(shapes[rows, last]) + self.roles(role))
        x = F.dropout(encoder.norm(torch.cat([text, *shadows], dim=1)), 0.1, self.training)
        pair = torch.arange(pairs, device=at.device)
        pair = torch.cat([torch.full_like(at, -1), pair, pair])
        own = (pair[:, None] == pair[None, :]) & (pair[:, None] >= 0)
        seen = torch.cat([known, torch.zeros_like(holders[..., 0], dtype=torch.bool).repeat(1, 2)], dim=1)
        # Added to the scores: a mask of booleans costs the exported graph a tenth of its time.
        mask = torch.where(own[None, None] | seen[:, None, None, :], 0.0, -1e4)
        for number, layer in enumerate(encoder.layers, 1):
            x = layer(x, mask, length if number == LAYERS else None)  # at the end only the shadows are asked
        holder, target = x[:, :pairs], x[:, pairs:]
        mixed = F.gelu(self.mix(torch.cat([holder, target, holder * target], dim=-1)))
        mixed = F.dropout(mixed, 0.1, self.training)
        return self.stance(mixed), self.phase(mixed)


class Tagger(nn.Module):
    """The encoder with attributions and, for each piece, the log-odds that its sentence bears a position."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.encoder = Encoder(sizes.vocabulary)
        self.attributions = Attributions(sizes)
        self.glance = nn.Linear(WIDTH, 1)
        self.glance.bias.data.fill_(-1.0)
