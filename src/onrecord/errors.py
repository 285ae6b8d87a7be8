"""The error tree. A message says what, where, and what to do.

OnRecordError
├── ConfigError      a setting or an option that cannot be used
├── IntakeError      a source that cannot be opened or understood
├── ArticleError     a document out of which no article can be built
├── CueError         a cue file that contradicts itself
├── EvidenceError    a span that does not stand where it says: a bug, never bad input
└── LedgerError      a ledger that cannot be opened, read or written
    ├── MissingError   something asked for that the ledger does not hold
    ├── OutdatedError  a decision on what somebody else has decided meanwhile
    └── RefusedError   something that the ledger will not enter, or cannot tell from something else
"""


class OnRecordError(Exception):
    """Root of every error that onrecord raises on purpose."""


class ConfigError(OnRecordError):
    """A setting or an option that cannot be used."""


class IntakeError(OnRecordError):
    """A source that cannot be opened or understood."""


class ArticleError(OnRecordError):
    """A document out of which no article can be built."""


class CueError(OnRecordError):
    """A cue file that contradicts itself."""


class EvidenceError(OnRecordError):
    """A span that does not stand where it says it does: a bug, never bad input."""


class LedgerError(OnRecordError):
    """A ledger that cannot be opened, read or written."""


class MissingError(LedgerError):
    """Something asked for that the ledger does not hold."""


class OutdatedError(LedgerError):
    """A decision on what somebody else has decided meanwhile."""


class RefusedError(LedgerError):
    """Something that the ledger will not enter, or cannot tell from something else."""
