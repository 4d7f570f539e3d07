data "aws_region" "current" {}

locals {
  patterns = merge(
    { session-manager-environments = local.region_pattern },
    contains(local.iam_regions, data.aws_region.current.id)
    ? { session-manager-roles = local.iam_pattern }
    : null,
  )
}

resource "aws_iam_role" "sender" {
  name_prefix = "session-manager-events-"
  description = "For EventBridge, to send events to the portal"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = "sts:AssumeRole"
      },
    ]
  })
}

resource "aws_iam_role_policy" "sender" {
  name = "Send"
  role = aws_iam_role.sender.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "events:PutEvents"
        Resource = var.event_bus_arn
      },
    ]
  })
}

resource "aws_cloudwatch_event_rule" "changes" {
  for_each = local.patterns

  name          = each.key
  description   = "Changes that the portal reads"
  event_pattern = jsonencode(each.value)
}

resource "aws_cloudwatch_event_target" "portal" {
  for_each = aws_cloudwatch_event_rule.changes

  rule      = each.value.name
  target_id = "portal"
  arn       = var.event_bus_arn
  role_arn  = aws_iam_role.sender.arn
}
