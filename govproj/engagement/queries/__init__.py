"""What can be read about declarations, teams, activities and agreements, always from the reader's point of view."""
