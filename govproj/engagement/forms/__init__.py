"""What may be typed about declarations, teams, activities and agreements."""
