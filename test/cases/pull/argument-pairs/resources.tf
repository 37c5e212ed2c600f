locals {
  position = "AT_TIMESTAMP"
}
