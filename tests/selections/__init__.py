"""Selection of leads."""
