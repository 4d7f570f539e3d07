"""Evaluates IAM policies, as far as iam:SimulatePrincipalPolicy and tests need.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""
