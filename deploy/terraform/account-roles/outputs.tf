output "reader_role_arn" {
  description = "The role for the backend."
  value       = one(aws_iam_role.reader[*].arn)
}

output "provisioner_role_arn" {
  description = "The role for the scaffolder."
  value       = one(aws_iam_role.provisioner[*].arn)
}
