"""The trained network as 8-bit ONNX, with its tokenizer, what it knows of itself, and the model card."""

from __future__ import annotations

import json
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from kg.annotate.pieces import pieces
from kg.train.network import PairReader, base_folder

_SHAPES = {
    "ids": {1: "pieces"}, "kinds": {1: "pieces"}, "mask": {1: "pieces"},
    "spans": {1: "mentions", 2: "pieces"}, "between": {1: "mentions", 2: "mentions", 3: "pieces"},
    "category": {1: "mentions", 2: "mentions"}, "status": {1: "mentions", 2: "mentions"},
}  # fmt: skip


def export(model: PairReader, tokenizer: Tokenizer, about: dict[str, Any], place: Path, *, base: str) -> None:
    """Write model.onnx, tokenizer.json and model.json into a folder.

    The weights have seven bits of the eight: with all eight, processors without VNNI instructions overflow where two
    products are added, and would give other numbers than those that have them.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    place.mkdir(parents=True, exist_ok=True)
    asked = pieces(tokenizer, "Turkey accused Syria of shelling villages.", [(0, 6), (15, 20), (33, 41)]).inputs()
    with tempfile.TemporaryDirectory() as scratch, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        full = Path(scratch) / "full.onnx"
        torch.onnx.export(
            model.eval(), tuple(torch.from_numpy(a) for a in asked.values()), str(full), input_names=list(asked),
            output_names=["category", "status"], dynamic_axes=_SHAPES, opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(full, place / "model.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    shutil.copyfile(Path(base_folder(base)) / "tokenizer.json", place / "tokenizer.json")
    (place / "model.json").write_text(json.dumps(about, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
