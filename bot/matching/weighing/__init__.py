"""What counts how much: members and needs as numbers, and the sum that they make."""
