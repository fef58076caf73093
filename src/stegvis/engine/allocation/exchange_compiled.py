"""The walk of `exchange` as machine code, the same function: for very many ties.

Only what has them imports this module, and with it the compiler: see `engine.compiler`.
"""

from __future__ import annotations

from stegvis.engine.allocation import exchange
from stegvis.engine.compiler import compiled, let_compiled_code_call

let_compiled_code_call(exchange)
walk = compiled(exchange.walk)
