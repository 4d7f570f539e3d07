"""Checks texts with one of the linters and returns its findings.

Standard input is JSON: {"tool": "cfn-lint" | "parliament" | "hcl2",
"texts": [...]}. Standard output is a JSON list with an entry for each text.
"""

import json
import sys


def lint_cloudformation(text):
    from cfnlint.api import ManualArgs, lint

    # Includes informational rules, which are off by default.
    everything = ManualArgs(include_checks=["I"])
    return [
        {
            "rule": match.rule.id,
            "severity": match.rule.severity.upper(),
            "message": match.message,
        }
        for match in lint(text, config=everything)
    ]


def lint_policy(text):
    import parliament

    findings = parliament.analyze_policy_string(text).findings
    return [
        {
            "rule": finding.issue,
            "severity": parliament.enhance_finding(finding).severity,
            "message": f"{finding.detail} {finding.location}".strip(),
        }
        for finding in findings
    ]


def parse_terraform(text):
    import hcl2

    return hcl2.loads(text)


TOOLS = {
    "cfn-lint": lint_cloudformation,
    "parliament": lint_policy,
    "hcl2": parse_terraform,
}

task = json.load(sys.stdin)
json.dump([TOOLS[task["tool"]](text) for text in task["texts"]], sys.stdout)
