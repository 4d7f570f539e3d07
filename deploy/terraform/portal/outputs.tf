output "event_bus_arn" {
  description = "For the module account-events."
  value       = aws_cloudwatch_event_bus.portal.arn
}

output "queue_url" {
  description = "For events.modules.awsSqs of the portal."
  value       = aws_sqs_queue.events.url
}
