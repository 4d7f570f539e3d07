data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  has_reader      = length(var.reader_principal_arns) > 0
  has_provisioner = length(var.provisioner_principal_arns) > 0
}

data "aws_iam_policy_document" "trust" {
  for_each = {
    reader      = var.reader_principal_arns
    provisioner = var.provisioner_principal_arns
  }

  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = each.value
    }

    dynamic "condition" {
      for_each = var.external_id != null ? [1] : []
      content {
        test     = "StringEquals"
        variable = "sts:ExternalId"
        values   = [var.external_id]
      }
    }
  }
}

resource "aws_iam_role" "reader" {
  count = local.has_reader ? 1 : 0

  name               = var.reader_role_name
  description        = "For the portal, to read Session Manager roles"
  assume_role_policy = data.aws_iam_policy_document.trust["reader"].json
}

resource "aws_iam_role_policy" "reader" {
  count = local.has_reader ? 1 : 0

  name   = "Read"
  role   = aws_iam_role.reader[0].name
  policy = data.aws_iam_policy_document.read.json
}

resource "aws_iam_role" "provisioner" {
  count = local.has_provisioner ? 1 : 0

  name               = var.provisioner_role_name
  description        = "For the portal, to manage Session Manager roles"
  assume_role_policy = data.aws_iam_policy_document.trust["provisioner"].json
}

resource "aws_iam_role_policy" "provisioner" {
  count = local.has_provisioner ? 1 : 0

  name   = "Provision"
  role   = aws_iam_role.provisioner[0].name
  policy = data.aws_iam_policy_document.provision.json
}

# Without a role for the backend, it reads with the role of the scaffolder.
resource "aws_iam_role_policy" "provisioner_reads" {
  count = local.has_provisioner && !local.has_reader ? 1 : 0

  name   = "Read"
  role   = aws_iam_role.provisioner[0].name
  policy = data.aws_iam_policy_document.read.json
}
