variable "backend_role_name" {
  description = "The role that the backend of the portal runs with."
  type        = string
}

variable "scaffolder_role_name" {
  description = "The role that the scaffolder runs with, if it runs separately."
  type        = string
  default     = null
}

variable "reader_role_name" {
  description = "The name of the reader role in each account."
  type        = string
  default     = "backstage-portal-reader"
}

variable "provisioner_role_name" {
  description = "The name of the provisioner role in each account."
  type        = string
  default     = "backstage-portal"
}

variable "organization_id" {
  description = "The organization whose accounts send events."
  type        = string
}
