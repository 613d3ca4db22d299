"""Accuracy of answers that `tandem predict --format json` has written, of each head."""
import collections
import json
import sys

right, all_answers = collections.Counter(), collections.Counter()
for line in open(sys.argv[1], encoding="utf-8"):
    answer = json.loads(line)
    if "label" in answer:
        said = {head: max(classes, key=classes.get) for head, classes in answer["heads"].items()}
        said["answer"] = answer["className"]
        for head, class_name in said.items():
            all_answers[head] += 1
            right[head] += class_name == answer["label"]
for head in sorted(all_answers):
    print(f"{head}: {100 * right[head] / all_answers[head]:.2f} % of {all_answers[head]}")
