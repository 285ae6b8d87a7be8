"""What each stance looks like, wherever it is shown: a sign for text, a colour and a shape for pictures."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.entries import Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Of one stance. `colour` is for white paper, `ink` what can be read on a ground of that colour."""

    sign: str
    colour: str
    ink: str
    shape: str


#: From for to against. Signs and shapes tell stances apart without colour; the colours are those of the web pages.
LOOKS = {
    Stance.ENDORSES: Look(sign="●", colour="#1f3b80", ink="#ffffff", shape="circle"),
    Stance.SUPPORTS: Look(sign="◐", colour="#1296d6", ink="#000000", shape="square"),
    Stance.WITHHOLDS: Look(sign="○", colour="#bc870b", ink="#000000", shape="triangle-right"),
    Stance.DECLINES: Look(sign="–", colour="#a04a08", ink="#ffffff", shape="diamond"),
    Stance.OPPOSES: Look(sign="✕", colour="#7a0f1c", ink="#ffffff", shape="triangle-down"),
    Stance.WITHDRAWS: Look(sign="↩", colour="#8b3dc6", ink="#ffffff", shape="cross"),
}
