"""What is read of a village's board: its months, the combined sheets, and how well it kept its word."""
