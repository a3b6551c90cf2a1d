"""What the rules are told: plain records of one project and of the village around it."""
