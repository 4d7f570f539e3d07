variable "reader_principal_arns" {
  description = "ARNs that may assume the reader role: those of the backend, if the scaffolder runs separately. Empty: no reader role, the provisioner role also reads."
  type        = list(string)
  default     = []
}

variable "provisioner_principal_arns" {
  description = "ARNs that may assume the provisioner role: those of the scaffolder. Empty: no provisioner role, the portal only reads."
  type        = list(string)
  default     = []
}

variable "external_id" {
  description = "The external ID of both roles, as in aws.accounts of the portal."
  type        = string
  default     = null
}

variable "reader_role_name" {
  description = "The name of the reader role."
  type        = string
  default     = "backstage-portal-reader"
}

variable "provisioner_role_name" {
  description = "The name of the provisioner role."
  type        = string
  default     = "backstage-portal"
}

variable "role_path" {
  description = "The path of the roles that the portal creates, as in sessionManager.accounts."
  type        = string
  default     = "/session-manager/"

  validation {
    condition     = can(regex("^/[!-.0-~]+(/[!-.0-~]+)*/$", var.role_path))
    error_message = "The path begins and ends with a slash, and is not the path of the portal's own roles, which is a single one."
  }
}

variable "permissions_boundary_arn" {
  description = "The permissions boundary that each of these roles must have, as in sessionManager.accounts."
  type        = string
  default     = null
}

variable "log_bucket_arns" {
  description = "ARNs of buckets of this account whose policies the portal may change."
  type        = list(string)
  default     = []
}

variable "log_key_arns" {
  description = "ARNs of KMS keys of this account whose policies the portal may change."
  type        = list(string)
  default     = []
}
