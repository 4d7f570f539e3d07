variable "event_bus_arn" {
  description = "The event bus of the portal, an output of the module portal."
  type        = string
}
