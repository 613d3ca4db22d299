"""What makes one answer of a version: its weights as they are, their average, and a mixture of all that both say."""
import torch
from network import Tandem

PRODUCT = "*"  # no modality has this name
OTHERS = "average.", "readout."  # what begins so is no parameter of the weights as they are


class Version:
    """A published version's weights, ready to answer as serving does."""

    def __init__(self, architecture, weights):
        self.regression = architecture.get("task") == "regression"
        answer = architecture.get("answer", "fused")
        if answer not in ("fused", "mean"):
            raise ValueError(f"an answer by {answer} is not known here: fused and mean are")
        self.mean = answer == "mean"  # of what the modalities say answers as `fused`, not the fusion
        averaged = any(name.startswith("average.") for name in weights)
        self.networks = [network(architecture, weights, prefix) for prefix in ["", "average."][: 1 + averaged]]
        self.losses = None  # of the experts, one row for each set of weights; there are none without a hedge
        if "readout.losses" in weights:
            self.names = ["fused", *(m["name"] for m in architecture["modalities"]), PRODUCT]
            self.losses = weights["readout.losses"].double().reshape(len(self.networks), len(self.names))

    def __call__(self, inputs):
        """By head: what is answered, probabilities or values; and the logits of the weights as they are.

        Where the fusion does not answer, `fused` is the mixture of all others, and missing without a hedge.
        """
        with torch.no_grad():
            logits = [network(inputs) for network in self.networks]
        said = [self.answers(heads) for heads in logits]
        if self.losses is None:  # the last set answers alone: the average, where there is one
            return {head: x for head, x in said[-1].items() if head != PRODUCT}, logits[0]
        experts = {"fused": list(said[0]), **{head: [head] for head in logits[0] if head != "fused"}}
        return {head: self.mixture(said, of) for head, of in experts.items()}, logits[0]

    def answers(self, heads):
        """Answers of one set of weights' experts: of each head, and of the modalities' normalised product."""
        heads = {head: x.double() for head, x in heads.items()}
        modalities = torch.stack([x for head, x in heads.items() if head != "fused"])
        if self.regression:  # a product of unit Gaussians is one around their mean
            answers = {**heads, PRODUCT: modalities.mean(0)}
        else:
            answers = {head: x.softmax(-1) for head, x in {**heads, PRODUCT: modalities.sum(0)}.items()}
        own = [x for head, x in answers.items() if head not in ("fused", PRODUCT)]
        return {**answers, "fused": torch.stack(own).mean(0)} if self.mean else answers

    def mixture(self, said, experts):
        """Of these experts of every set, weighted by exp(-10 loss): who was right lately counts most."""
        losses = self.losses[:, [self.names.index(e) for e in experts]].flatten()
        answers = torch.stack([answers[e] for answers in said for e in experts])
        return torch.tensordot(torch.softmax(-10 * losses, 0), answers, 1)


def network(architecture, weights, prefix):
    own = {name[len(prefix):]: x for name, x in weights.items() if name.startswith(prefix)}
    return Tandem(architecture).load({name: x for name, x in own.items() if not name.startswith(OTHERS)}).eval()
