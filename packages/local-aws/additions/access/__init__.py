"""Evaluates IAM policies as needed by iam:SimulatePrincipalPolicy and the tests.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""
