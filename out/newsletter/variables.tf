# Written by hand: what differs between environments.

variable "account" {
  type        = string
  description = "The AWS account of the environment."

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account))
    error_message = "An account id has 12 digits."
  }
}

variable "region" {
  type        = string
  description = "The region of the environment."
}

variable "stage" {
  type        = string
  description = "The environment's name: what functions and roles end with."

  validation {
    condition     = contains(["dev", "prod"], var.stage)
    error_message = "There is dev and prod."
  }
}
