data "aws_partition" "current" {}

locals {
  has_scaffolder = var.scaffolder_role_name != null
}

resource "aws_iam_role_policy" "backend" {
  name = "SessionManagerBackend"
  role = var.backend_role_name

  policy = (
    local.has_scaffolder
    ? data.aws_iam_policy_document.assume_reader.json
    : data.aws_iam_policy_document.assume_provisioner.json
  )
}

resource "aws_iam_role_policy" "queue" {
  name = "SessionManagerEvents"
  role = var.backend_role_name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "OnTheQueue"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.events.arn
      },
    ]
  })
}

resource "aws_iam_role_policy" "scaffolder" {
  count = local.has_scaffolder ? 1 : 0

  name   = "SessionManagerScaffolder"
  role   = var.scaffolder_role_name
  policy = data.aws_iam_policy_document.assume_provisioner.json
}

resource "aws_cloudwatch_event_bus" "portal" {
  name = "session-manager"
}

resource "aws_cloudwatch_event_bus_policy" "portal" {
  event_bus_name = aws_cloudwatch_event_bus.portal.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Accounts"
        Effect    = "Allow"
        Principal = "*"
        Action    = "events:PutEvents"
        Resource  = aws_cloudwatch_event_bus.portal.arn
        Condition = {
          StringEquals = { "aws:PrincipalOrgID" = var.organization_id }
        }
      },
    ]
  })
}

resource "aws_sqs_queue" "failed_events" {
  name                      = "session-manager-events-failed"
  message_retention_seconds = 1209600
  sqs_managed_sse_enabled   = true
}

# The scan has read what is older than an hour.
resource "aws_sqs_queue" "events" {
  name                      = "session-manager-events"
  message_retention_seconds = 3600
  sqs_managed_sse_enabled   = true

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.failed_events.arn
    maxReceiveCount     = 3
  })
}

resource "aws_sqs_queue_policy" "events" {
  queue_url = aws_sqs_queue.events.url

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "EventBridge"
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = "sqs:SendMessage"
        Resource  = aws_sqs_queue.events.arn
        Condition = {
          ArnEquals = { "aws:SourceArn" = aws_cloudwatch_event_rule.portal.arn }
        }
      },
    ]
  })
}

resource "aws_cloudwatch_event_rule" "portal" {
  name           = "session-manager-events"
  description    = "Events of all accounts, to the queue of the portal"
  event_bus_name = aws_cloudwatch_event_bus.portal.name
  event_pattern  = jsonencode(local.bus_pattern)
}

resource "aws_cloudwatch_event_target" "queue" {
  rule           = aws_cloudwatch_event_rule.portal.name
  event_bus_name = aws_cloudwatch_event_bus.portal.name
  target_id      = "portal"
  arn            = aws_sqs_queue.events.arn
}
