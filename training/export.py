"""A trained network as an ONNX graph for ONNX Runtime: weights of 8 bits, one window or sentence a run."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import onnx
import torch
from corpus import TAGS
from network import POINTER, Exit, Layer, Network
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from twosource.mark.pieces import WINDOW

CONTRIB = "com.microsoft"
EPSILON = 1e-12


@dataclass(slots=True)
class Graph:
    """Nodes and constants under construction."""

    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)

    def constant(self, name: str, value: NDArray[np.generic] | Tensor) -> str:
        made = value.detach().numpy() if isinstance(value, Tensor) else value
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(made), name))
        return name

    def add(self, kind: str, inputs: list[str], output: str, domain: str = "", **given: object) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, domain=domain, **given))
        return output


def embed(graph: Graph, network: Network) -> str:
    """Add the embeddings, word-piece rows in 8 bits with a scale each, and return the output's name."""
    table = network.emb.weight.detach().numpy()
    scale = np.abs(table).max(axis=1, keepdims=True) / 127
    rows = graph.add(
        "Gather", [graph.constant("table", np.round(table / scale).astype(np.int8)), "pieces"], "rows"
    )
    whole = graph.add("Cast", [rows], "rows_float", to=TensorProto.FLOAT)
    factor = graph.add("Gather", [graph.constant("scale", scale.astype(np.float32)), "pieces"], "factor")
    x = graph.add("Mul", [whole, factor], "embedded")
    place = graph.constant("place", network.position.weight[:WINDOW] + network.kind)
    size = graph.add("Shape", ["pieces"], "size", start=1, end=2)
    zero, axis = graph.constant("zero", np.zeros(1, np.int64)), graph.constant("axis", np.zeros(1, np.int64))
    x = graph.add("Add", [x, graph.add("Slice", [place, zero, size, axis], "placed")], "summed")
    gain, bias = graph.constant("norm.g", network.norm.weight), graph.constant("norm.b", network.norm.bias)
    return graph.add("LayerNormalization", [x, gain, bias], "normed", epsilon=EPSILON)


def block(graph: Graph, layer: Layer, x: str, p: str) -> str:
    """Add one encoder layer after `x` and return the output's name."""
    c = graph.constant
    w, b = c(p + "qkv", layer.qkv.weight.T), c(p + "qkv.b", layer.qkv.bias)
    seen = graph.add("Attention", [x, w, b], p + "seen", CONTRIB, num_heads=layer.heads)
    out = graph.add("MatMul", [seen, c(p + "out", layer.out.weight.T)], p + "mixed")
    y = residual(graph, out, x, (layer.out.bias, layer.norm1), p + "n1.")
    up = graph.add("MatMul", [y, c(p + "up", layer.up.weight.T)], p + "upped")
    act = graph.add("BiasGelu", [up, c(p + "up.b", layer.up.bias)], p + "gelu", CONTRIB)
    down = graph.add("MatMul", [act, c(p + "down", layer.down.weight.T)], p + "downed")
    return residual(graph, down, y, (layer.down.bias, layer.norm2), p + "n2.")


def residual(graph: Graph, made: str, skipped: str, after: tuple[Tensor, nn.LayerNorm], p: str) -> str:
    """Add bias, skip connection and norm; spelt out, as the fused operator is scalar code on a CPU."""
    bias, norm = after
    total = graph.add(
        "Add",
        [graph.add("Add", [made, graph.constant(p + "bias", bias)], p + "biased"), skipped],
        p + "total",
    )
    gain, shift = graph.constant(p + "g", norm.weight), graph.constant(p + "b", norm.bias)
    return graph.add("LayerNormalization", [total, gain, shift], p + "normed", epsilon=EPSILON)


def score(graph: Graph, exit_: Exit, x: str) -> None:
    """Add the tag scores and the two pointers over the first piece of each word."""
    c = graph.constant
    flat = graph.add("Squeeze", [x, c("front", np.zeros(1, np.int64))], "flat")
    words = graph.add("Gather", [flat, "first"], "words", axis=0)
    parts = (exit_.tag, exit_.content, exit_.cue, exit_.asker, exit_.source)
    weight = c("exit.w", torch.cat([p.weight for p in parts]).T)
    made = graph.add("MatMul", [words, weight], "exit.raw")
    made = graph.add("Add", [made, c("exit.bias", torch.cat([p.bias for p in parts]))], "exit")
    sizes = c("exit.sizes", np.array([p.out_features for p in parts], np.int64))
    graph.nodes.append(
        helper.make_node("Split", [made, sizes], ["tags", "a", "b", "c", "d"], name="split", axis=1)
    )
    scale = c("pointer_scale", np.array(POINTER**-0.5, np.float32))
    for name, left, right in (("to_cue", "a", "b"), ("to_source", "c", "d")):
        turned = graph.add("Transpose", [right], f"{right}.t", perm=[1, 0])
        graph.add("Mul", [graph.add("MatMul", [left, turned], f"{name}.raw"), scale], name)
    graph.add("Identity", [c("steps", exit_.transitions())], "transitions")


def export(network: Network, path: Path) -> None:
    """Write the network to `path`, encoder weights in 8 bits a channel.

    Seven bits of the range are used: on processors without VNNI the 16-bit sums of full 8-bit products
    saturate, so that the same text would give different results on different machines.
    """
    network.eval()
    graph = Graph()
    x = embed(graph, network)
    for number, layer in enumerate(network.layers):
        x = block(graph, layer, x, f"l{number}.")
        if number == 0:
            for name, table in (("case", network.case), ("quote", network.quote)):
                shift = graph.add("Gather", [graph.constant(f"{name}.w", table.weight), name], f"{name}.x")
                x = graph.add("Add", [x, shift], f"{name}.y")
    score(graph, network.exit, x)
    value, tags = helper.make_tensor_value_info, len(TAGS)
    inputs = [value(n, TensorProto.INT64, [1, "S"]) for n in ("pieces", "case", "quote")]
    inputs.append(value("first", TensorProto.INT64, ["W"]))
    outputs = [
        value("tags", TensorProto.FLOAT, ["W", tags]),
        value("transitions", TensorProto.FLOAT, [tags, tags]),
    ]
    outputs += [value(n, TensorProto.FLOAT, ["W", "W"]) for n in ("to_cue", "to_source")]
    write(graph, "attributions", inputs, outputs, path)


def export_encoder(network: Network, vector: nn.Linear, path: Path) -> None:
    """Write an encoder of events to `path`: a sentence's pieces and shares of them in, unit vectors out."""
    network.eval()
    graph = Graph()
    x = embed(graph, network)
    for number, layer in enumerate(network.layers):
        x = block(graph, layer, x, f"l{number}.")
    c = graph.constant
    flat = graph.add("Squeeze", [x, c("front", np.zeros(1, np.int64))], "flat")
    heads = graph.add("MatMul", ["member", flat], "heads")
    whole = graph.add("ReduceMean", [flat], "whole", axes=[0], keepdims=1)
    spread = graph.add("Expand", [whole, graph.add("Shape", [heads], "shape")], "spread")
    both = graph.add("Concat", [heads, spread], "both", axis=1)
    made = graph.add("MatMul", [both, c("vector.w", vector.weight.T)], "made")
    made = graph.add("Add", [made, c("vector.b", vector.bias)], "moved")
    graph.add("LpNormalization", [made], "vectors", axis=1, p=2)
    value = helper.make_tensor_value_info
    inputs = [
        value("pieces", TensorProto.INT64, [1, "S"]),
        value("member", TensorProto.FLOAT, ["H", "S"]),
    ]
    write(graph, "events", inputs, [value("vectors", TensorProto.FLOAT, ["H", vector.out_features])], path)


def write(
    graph: Graph,
    name: str,
    inputs: list[onnx.ValueInfoProto],
    outputs: list[onnx.ValueInfoProto],
    path: Path,
) -> None:
    """Write a graph, the weights of its layers in 8 bits a channel."""
    made = helper.make_graph(graph.nodes, name, inputs, outputs, graph.constants)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(CONTRIB, 1)]
    model = helper.make_model(made, opset_imports=opsets, ir_version=9, producer_name="twosource")
    with TemporaryDirectory() as folder:
        whole = Path(folder, "whole.onnx")
        onnx.save(model, whole)
        known = {c.name for c in graph.constants}
        weighed = [
            n.name for n in graph.nodes if n.op_type in ("MatMul", "Attention") and n.input[1] in known
        ]
        quantize_dynamic(
            whole,
            path,
            op_types_to_quantize=["MatMul", "Attention"],
            nodes_to_quantize=weighed,
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": TensorProto.FLOAT},
        )
