"""The trained network as 8-bit ONNX, with its tokenizer, what it knows of itself, and the model card."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor

from kg.annotate.pieces import UNPARSED, pieces
from kg.train.network import OneSentence, PairReader, base_folder

_SHAPES = {
    "ids": {0: "pieces"}, "kinds": {0: "pieces"}, "places": {0: "pieces"}, "spans": {0: "mentions", 1: "pieces"},
    "between": {0: "pairs", 1: "pieces"}, "joining": {0: "pairs", 1: "pieces"}, "steps": {0: "pairs"},
    "category": {0: "pairs"}, "status": {0: "pairs"},
}  # fmt: skip


def export(model: PairReader, tokenizer: Tokenizer, about: dict[str, Any], place: Path, *, base: str) -> None:
    """Write model.onnx, tokenizer.json and model.json into a folder.

    The weights have seven bits of the eight: with all eight, processors without VNNI instructions overflow where two
    products are added, and would give other numbers than those that have them.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    place.mkdir(parents=True, exist_ok=True)
    mentions = [(0, 6), (15, 20), (33, 41)]
    asked = pieces(tokenizer, "Turkey accused Syria of shelling villages.", mentions, UNPARSED).inputs()
    with tempfile.TemporaryDirectory() as scratch, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        full = Path(scratch) / "full.onnx"
        one = OneSentence(model).eval()
        _compare(model, one, {name: torch.from_numpy(a) for name, a in asked.items()})
        torch.onnx.export(
            one, tuple(torch.from_numpy(a) for a in asked.values()), str(full), input_names=list(asked),
            output_names=["category", "status"], dynamic_axes=_SHAPES, opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(full, place / "model.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    shutil.copyfile(Path(base_folder(base)) / "tokenizer.json", place / "tokenizer.json")
    about["digest"] = hashlib.sha256((place / "model.onnx").read_bytes()).hexdigest()
    (place / "README.md").write_text(card(about), encoding="utf-8")
    (place / "model.json").write_text(json.dumps(about, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _compare(model: PairReader, one: OneSentence, asked: dict[str, Tensor]) -> None:
    """Refuse to export a network that says of one sentence something else than the trained one says of it in a batch.

    Raises:
        RuntimeError: the two differ by more than rounding.
    """
    count, length = asked["spans"].shape
    ids, kinds, spans = (asked[name].unsqueeze(0) for name in ("ids", "kinds", "spans"))
    pairs = (asked[name].view(1, count, count, -1) for name in ("between", "joining", "steps"))
    with torch.no_grad():
        inputs = (asked[name] for name in ("ids", "kinds", "places", "spans", "between", "joining", "steps"))
        batch = model.eval()(ids, kinds, torch.ones(1, length, dtype=ids.dtype), spans, *pairs)
        for trained, exported in zip(batch, one(*inputs), strict=True):
            if not torch.allclose(trained.reshape(count * count, -1), exported, atol=1e-4):
                raise RuntimeError(
                    "PairReader and OneSentence (kg/train/network.py) do not compute the same: mend one of them"
                )


def card(about: dict[str, Any]) -> str:
    """Return the model card."""
    data, found = about["data"], about["figures"]
    kept = f"the lower {about['training']['layers']}" if about["training"]["layers"] else "all"
    rows = [
        f"| {name} | {r['pairs']} | {r['found']:.2f} | {r['category']:.2f} |"
        for name, r in about["by category"].items()
    ]
    return "\n".join([
        "# The reader: model card", "",
        "Written by `make train`. What the reader is: one pass of a small encoder over a sentence, then a score for every ordered",
        "pair of the mentions that kg has found in it: unrelated, or one of the sixteen PLOVER categories (or a standing",
        "relation), and the status. Beside the words it sees which of them join the two in the parse, and with what labels. ONNX",
        "with 8-bit weights, read with onnxruntime on one thread.", "",
        "- **Starts from** all-MiniLM-L6-v2 (sentence-transformers, licence Apache-2.0), from the package",
        f"  {about['base']}: {kept} of its layers.",
        f"- **Learned from** data/sentences (model.json names each file with its SHA-256): {data['sentences']} sentences written",
        f"  for it, with {data['relations']} relations, and the examples of the lexicon; {data['learned']} in all, without the held-out",
        f"  {data['held out']} sentences of the subjects {', '.join(data['held-out subjects'])}.",
        f"- **Weights** SHA-256 {about['digest']}; it stands in the provenance of every build.",
        f"- **Training** seed {about['training']['seed']}, {about['training']['epochs']} epochs, PyTorch {about['training']['torch']}.",
        "", "## On the held-out sentences, from 0.5 on", "",
        "Pairs of mentions as annotated and as kg finds them; before the 8-bit weights.", "",
        "| | precision | recall | F1 |", "| --- | --- | --- | --- |",
        *(f"| {n} | {found[n + ' P']:.3f} | {found[n + ' R']:.3f} | {found[n + ' F1']:.3f} |" for n in ("pair", "full")),
        "", f"Given that two are related, the category is right for {found['category']:.2f} of the pairs, the status for",
        f"{found['status']:.2f}.", "",
        "| category | pairs | taken for related | category right |", "| --- | --- | --- | --- |", *rows, "",
        "## Limits", "",
        "English news prose. A sentence is read alone, up to 192 word pieces and 16 mentions. The sentences it learned from were",
        "written by the developers, not drawn from newspapers; what they lack it lacks. It is no judge of truth: it says what",
        "a sentence tells, not whether that is so.", "",
    ])  # fmt: skip
